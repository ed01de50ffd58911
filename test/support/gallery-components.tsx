/** One long page with every component in every state. */
import type { VNode } from "preact";
import { StageBadge, Tag } from "../../src/ui/badge.tsx";
import { Button, LinkButton } from "../../src/ui/button.tsx";
import { Bars, Sparkline } from "../../src/ui/chart.tsx";
import { DescriptionList } from "../../src/ui/description-list.tsx";
import { Disclosure } from "../../src/ui/disclosure.tsx";
import { Due, DueList, dueStates } from "../../src/ui/due.tsx";
import { EmptyState } from "../../src/ui/empty-state.tsx";
import { Icon, iconNames } from "../../src/ui/icon.tsx";
import {
  Actions,
  Columns,
  Door,
  Figure,
  Panel,
  Prose,
  Stack,
  Tiles,
} from "../../src/ui/layout.tsx";
import { Notice } from "../../src/ui/notice.tsx";
import { PageHeader } from "../../src/ui/page-header.tsx";
import { Pagination } from "../../src/ui/pagination.tsx";
import { PublicPage } from "../../src/ui/public-page.tsx";
import { SafeHtml } from "../../src/ui/safe-html.tsx";
import { asSanitised } from "../../src/ui/sanitised-html.ts";
import { Severity, severityBands } from "../../src/ui/severity.tsx";
import { Steps } from "../../src/ui/steps.tsx";
import { Table } from "../../src/ui/table.tsx";
import { Tabs } from "../../src/ui/tabs.tsx";
import { Message, Thread } from "../../src/ui/thread.tsx";
import { Timeline } from "../../src/ui/timeline.tsx";
import { When } from "../../src/ui/when.tsx";
import { controls, fields, Part } from "./gallery-forms.tsx";
import { footer, publicNav, site } from "./gallery-site.ts";

const at = "2026-05-04T09:30:00Z";
const scores = { critical: 9.8, high: 7.5, medium: 5.4, low: 3.1, none: 0 } as const;

export function componentGallery(stylesheet: string): VNode {
  return (
    <PublicPage
      site={site(stylesheet)}
      title="Design system"
      nav={publicNav("Policy")}
      footer={footer}
    >
      <PageHeader title="Design system" lede="Every component in every state." />
      {badges()}
      {promises()}
      {fields()}
      {controls()}
      {stories()}
      {lists()}
      {charts()}
      {texts()}
    </PublicPage>
  );
}

const badges = () => (
  <>
    <Part id="severity" title="Severity">
      <Actions>
        {severityBands.map((band) => (
          <Severity
            key={band}
            band={band}
            score={band === "unscored" ? undefined : scores[band]}
            scale="CVSS 3.1"
          />
        ))}
      </Actions>
      <Actions>
        {severityBands.map((band) => (
          <Severity key={band} band={band} />
        ))}
        <Severity band="low" name="Minor" score={2} />
      </Actions>
    </Part>
    <Part id="tags" title="Stages and tags">
      <Actions>
        <StageBadge name="Received" progress="new" />
        <StageBadge name="Analysis" progress="underway" />
        <StageBadge name="Waiting for the reporter" progress="waiting" />
        <StageBadge name="Published" progress="done" />
        <StageBadge name="Not relevant" progress="stopped" />
      </Actions>
      <Actions>
        <Tag>Security Notice</Tag>
        <Tag tone="info">Draft</Tag>
        <Tag tone="success" icon="check">
          Approved
        </Tag>
        <Tag tone="warning" icon="lock">
          Embargo
        </Tag>
        <Tag tone="danger" icon="alert">
          Exploited
        </Tag>
      </Actions>
      <p>
        {iconNames.map((name) => (
          <span key={name}>
            <Icon name={name} /> {name}{" "}
          </span>
        ))}
      </p>
    </Part>
  </>
);

const promises = () => (
  <Part id="due" title="Promises">
    <DueList
      promises={dueStates.map((state) => ({
        state,
        at,
        relative: state === "overdue" ? "by 1 working day" : undefined,
        promise: "Acknowledge the report",
        owedTo: "the reporter",
      }))}
    />
    <p>
      <Due state="soon" at={at} zone="Europe/Paris" relative="in 4 hours" />
    </p>
    <p>
      <When at={at} /> · <When at={at} zone="Europe/Paris" /> · <When at={at} precision="day" /> ·{" "}
      <When at={at} precision="second" />
    </p>
  </Part>
);

const stories = () => (
  <>
    <Part id="steps" title="Steps">
      <Steps label="The process" steps={steps} />
      <Steps label="The process, upright" steps={steps} upright />
    </Part>
    <Part id="timeline" title="Timeline">
      <Timeline
        events={[
          { id: "1", at, who: "Reporter", what: "sent a report", icon: "mail" },
          { id: "2", at, who: "Parley", what: "acknowledged it", icon: "check", tone: "success" },
          {
            id: "3",
            at,
            who: "Case lead",
            what: "proposed a date",
            icon: "clock",
            tone: "info",
            detail: "Two vendors answer by Friday.",
          },
          {
            id: "4",
            at,
            who: "Parley",
            what: "could not deliver a letter",
            icon: "alert",
            tone: "danger",
          },
          { id: "5", at, who: "Analyst", what: "paused a promise", tone: "warning", icon: "pause" },
        ]}
      />
    </Part>
    <Part id="thread" title="Conversation">
      <Thread label="With the reporter">
        <Message side="other" who="Reporter" at={at} encrypted signature="valid" way="by mail">
          {"The update service accepts unsigned images.\n\nSteps are attached."}
        </Message>
        <Message
          side="own"
          who="PSIRT"
          at={at}
          encrypted
          signature="valid"
          foot="advice.txt · 2 kB"
        >
          Thank you. We could reproduce it on version 4.2.
        </Message>
        <Message side="internal" who="Analyst" at={at}>
          The same library is in two more products.
        </Message>
        <Message side="other" who="Reporter" at={at} encrypted={false} signature="invalid">
          Any news?
        </Message>
        <Message side="other" who="Reporter" at={at} encrypted signature="unknown-key">
          Sent with my new key.
        </Message>
      </Thread>
    </Part>
  </>
);

const steps = [
  { name: "Received", state: "done", note: "4 May 2026" },
  { name: "Relevancy", state: "done", note: "6 May 2026" },
  { name: "Analysis", state: "current", note: "We look at versions and impact." },
  { name: "Workaround", state: "skipped" },
  { name: "Remedy", state: "next" },
  { name: "Disclosure", state: "next", note: "On an agreed date" },
] as const;

const lists = () => (
  <Columns
    main={
      <>
        <Part id="table" title="Table">
          <Tabs
            label="Lists"
            tabs={[
              { label: "All", href: "#all", current: true, count: "42" },
              { label: "Advisories", href: "#sa", count: "37" },
              { label: "Notices", href: "#sn", count: "5" },
            ]}
          />
          <Table
            caption="Publications"
            rows={[4, 3]}
            rowKey={String}
            columns={[
              { header: "Title", heads: true, cell: (n) => <a href="#sa">Unsigned images {n}</a> },
              { header: "Severity", cell: () => <Severity band="high" score={7.5} /> },
              { header: "Date", nowrap: true, cell: () => <When at={at} precision="day" /> },
              { header: "Revision", align: "end", cell: (n) => n },
            ]}
          />
          <Pagination previous="#p" next="#n" />
        </Part>
        <Part id="empty" title="Nothing yet">
          <Table
            caption="Nothing"
            columns={[]}
            rows={[]}
            rowKey={String}
            empty={
              <EmptyState
                title="No case waits for you"
                icon="check"
                action={<LinkButton href="#q">All cases</LinkButton>}
              >
                When a promise falls due it appears here.
              </EmptyState>
            }
          />
        </Part>
      </>
    }
    aside={
      <>
        <Part id="facts" title="Facts">
          <DescriptionList
            stacked
            facts={[
              { term: "Reference", value: "EX-2026-0042" },
              { term: "Lead", value: "Case lead" },
              { term: "Left out", value: undefined },
            ]}
          />
        </Part>
        <Panel look="next" title="Next: decide on relevancy" level={3}>
          <Button wide>Decide</Button>
        </Panel>
      </>
    }
  />
);

const charts = () => (
  <Part id="charts" title="Charts">
    <Tiles>
      <Figure value="17" label="Open cases" note="3 more than last week" />
      <Figure value="2" label="Overdue" tone="danger" />
      <Figure value="5" label="Due soon" tone="warning" />
      <Figure value="98 %" label="Promises met" tone="success" />
    </Tiles>
    <Bars
      caption="Open cases by severity"
      headers={["Severity", "Cases"]}
      rows={[
        { label: "Critical", value: 2, tone: "critical" },
        { label: "High", value: 9, tone: "high" },
        { label: "Medium", value: 14, tone: "medium" },
        { label: "Low", value: 5, tone: "low" },
        { label: "Not scored", value: 3, tone: "unscored" },
      ]}
    />
    <Sparkline
      caption="Open cases"
      headers={["Week", "Cases"]}
      summary="Open cases fell from 41 to 17 in eight weeks."
      points={[41, 38, 39, 33, 30, 24, 22, 17].map((value, at) => ({
        label: `Week ${at + 10}`,
        value,
      }))}
    />
  </Part>
);

const texts = () => (
  <Part id="texts" title="Notices, folds and prose">
    <Stack>
      <Notice title="We answer on working days">Usually within two of them.</Notice>
      <Notice tone="success" title="Your report is safely stored" live />
      <Notice tone="warning" title="We have no key of yours">
        Letters will only say that there is something to read here.
      </Notice>
      <Notice tone="danger" title="This embargo ended early" />
      <Disclosure summary="What happens to my report?">
        <p>It is sealed before anything else.</p>
      </Disclosure>
      <Disclosure summary="An open one" open>
        <p>Details.</p>
      </Disclosure>
      <Tiles>
        <Door href="#d" title="Report a vulnerability">
          By form, mail or API.
        </Door>
        <Door href="#e" title="Publications" />
      </Tiles>
    </Stack>
    <Prose>
      <h3>Running text</h3>
      <p>
        A paragraph with a <a href="#l">link to somewhere</a>, some <code>code</code> and a key{" "}
        <kbd>g</kbd>.
      </p>
      <ul>
        <li>First</li>
        <li>Second</li>
      </ul>
    </Prose>
    <SafeHtml html={asSanitised("<h3>Cleaned markup</h3><p>From <em>Markdown</em>.</p>")} />
  </Part>
);
