/** One long page with every component in every state. */
import type { ComponentChildren, VNode } from "preact";
import { StageBadge, Tag } from "../../src/ui/badge.tsx";
import { Button, LinkButton } from "../../src/ui/button.tsx";
import { Bars, Sparkline } from "../../src/ui/chart.tsx";
import { Checkbox, CheckboxGroup } from "../../src/ui/checkbox.tsx";
import { CopyField } from "../../src/ui/copy-field.tsx";
import { CvssPicker } from "../../src/ui/cvss-picker.tsx";
import { DateTimeField } from "../../src/ui/date-time-field.tsx";
import { DescriptionList } from "../../src/ui/description-list.tsx";
import { Disclosure } from "../../src/ui/disclosure.tsx";
import { Due, DueList, dueStates } from "../../src/ui/due.tsx";
import { EmptyState } from "../../src/ui/empty-state.tsx";
import { FileField } from "../../src/ui/file-field.tsx";
import { FieldSet, Form } from "../../src/ui/form.tsx";
import { FormErrors } from "../../src/ui/form-errors.tsx";
import { Fingerprint } from "../../src/ui/grouped-code.tsx";
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
import { Progress } from "../../src/ui/progress.tsx";
import { PublicPage } from "../../src/ui/public-page.tsx";
import { RadioGroup } from "../../src/ui/radio-group.tsx";
import { SafeHtml } from "../../src/ui/safe-html.tsx";
import { asSanitised } from "../../src/ui/sanitised-html.ts";
import { SearchBox } from "../../src/ui/search-box.tsx";
import { Select } from "../../src/ui/select.tsx";
import { Severity, severityBands } from "../../src/ui/severity.tsx";
import { Steps } from "../../src/ui/steps.tsx";
import { Table } from "../../src/ui/table.tsx";
import { Tabs } from "../../src/ui/tabs.tsx";
import { TextArea } from "../../src/ui/text-area.tsx";
import { TextField } from "../../src/ui/text-field.tsx";
import { Message, Thread } from "../../src/ui/thread.tsx";
import { Timeline } from "../../src/ui/timeline.tsx";
import { When } from "../../src/ui/when.tsx";
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

const Part = (props: { id: string; title: string; children: ComponentChildren }) => (
  <Panel id={props.id} title={props.title}>
    {props.children}
  </Panel>
);

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

const fields = () => (
  <Part id="fields" title="Forms">
    <FormErrors
      errors={[
        { field: "email-wrong", message: "Write an address with an @, such as name@example.org." },
        { message: "Your visit had ended; nothing you typed is lost." },
      ]}
    />
    <Form action="#sent" csrf="token" label="Specimen" multipart>
      <FieldSet legend="Who you are" help="All of it may stay empty.">
        <TextField name="handle" label="Name or handle" help="As you wish to be called." />
        <TextField name="email" label="E-mail" type="email" required value="reporter@example.org" />
        <TextField
          name="email-wrong"
          label="Another e-mail"
          type="email"
          value="reporter.example.org"
          error="Write an address with an @, such as name@example.org."
        />
        <TextField name="vector" label="CVSS vector" code size="full" value="CVSS:3.1/AV:N/AC:L" />
        <TextField name="count" label="How many" size="short" inputMode="numeric" />
        <TextArea name="what" label="What is it?" rows={4} help="Plain text." required />
        <TextArea name="key" label="Public key" rows={3} code error="This is not a public key." />
        <Select
          name="product"
          label="Product"
          emptyLabel="Choose a product"
          options={[
            { value: "a", label: "Aurora Router" },
            { value: "b", label: "Borealis Switch" },
          ]}
        />
        <Select name="p2" label="Product" error="Choose one." options={[]} emptyLabel="Choose" />
        <FileField name="files" label="Files" multiple help="Up to 25 MB each." />
        <DateTimeField name="when" label="Publication planned" value="2026-05-04T09:30" />
        <DateTimeField
          name="when2"
          label="Publication planned"
          value="2026-05-04T09:30"
          zones={["UTC", "Europe/Paris"]}
          error="This date has passed."
        />
        <DateTimeField name="day" label="Found on" value="2026-05-04" dayOnly />
      </FieldSet>
      <FieldSet legend="What you know">
        <RadioGroup
          name="relevant"
          label="Is it relevant?"
          required
          value="yes"
          choices={[
            { value: "yes", label: "Relevant", explanation: "One of our products is affected." },
            { value: "no", label: "Not relevant", explanation: "The reporter gets the reasons." },
            { value: "more", label: "Not clear yet", explanation: "We ask, and the clock waits." },
          ]}
        />
        <RadioGroup
          name="public"
          label="Is it public already?"
          look="row"
          choices={[
            { value: "yes", label: "Yes" },
            { value: "no", label: "No" },
          ]}
        />
        <RadioGroup
          name="exploited"
          label="Is it exploited?"
          error="Choose one."
          choices={[
            { value: "yes", label: "Yes, we have seen it" },
            { value: "no", label: "Not that we know" },
          ]}
        />
        <Checkbox name="share" label="You may share my address with vendors" />
        <Checkbox
          name="agree"
          label="I have read the policy"
          required
          checked
          help="It is two pages."
        />
        <Checkbox name="agree2" label="I have read the policy" required error="Please confirm." />
        <CheckboxGroup
          name="products"
          label="Affected products"
          values={["a"]}
          choices={[
            { value: "a", label: "Aurora Router" },
            { value: "b", label: "Borealis Switch", explanation: "Since version 4" },
          ]}
        />
      </FieldSet>
      <Actions>
        <Button>Send</Button>
        <Button look="secondary">Save</Button>
      </Actions>
    </Form>
  </Part>
);

const controls = () => (
  <>
    <Part id="buttons" title="Buttons">
      <Actions>
        <Button>Publish</Button>
        <Button look="secondary" icon="plus">
          Add a product
        </Button>
        <Button look="quiet">Cancel</Button>
        <Button look="danger">Withdraw</Button>
        <Button disabled>Publish</Button>
        <LinkButton href="#b" icon="download">
          CSAF
        </LinkButton>
        <Button look="secondary" small shortcut="r">
          Reply
        </Button>
      </Actions>
      <SearchBox action="#search" label="Search publications" />
      <CopyField
        name="receipt"
        label="Your receipt code"
        value="7K3QM9XWPA2VHD5TRC8NBJ4E"
        grouped
        help="Whoever has it can read this conversation."
      />
      <CopyField name="link" label="Permalink" value="https://psirt.example/advisories/SA-N0042" />
      <p>
        <Fingerprint value="59c9c8c3 2b5a bb9c 2c4e  86ca c0fe a9f5 17c8 2d3e" />
      </p>
      <Progress label="Recipients reached" value={3} max={8} />
    </Part>
    <Part id="cvss" title="Score">
      <CvssPicker
        name="cvss"
        metrics={metrics}
        values={{ AV: "N", C: "H" }}
        errors={{ AC: "Choose one." }}
      />
    </Part>
  </>
);

const level = (...names: string[]) =>
  names.map((name) => ({ abbreviation: name.slice(0, 1), name }));

const metrics = [
  {
    group: "Base metrics",
    metrics: [
      {
        abbreviation: "AV",
        name: "Attack vector",
        values: level("Network", "Adjacent", "Local", "Physical"),
        mandatory: true,
      },
      {
        abbreviation: "AC",
        name: "Attack complexity",
        values: level("Low", "High"),
        mandatory: true,
      },
      {
        abbreviation: "PR",
        name: "Privileges required",
        values: level("None", "Low", "High"),
        mandatory: true,
      },
      {
        abbreviation: "C",
        name: "Confidentiality",
        values: level("None", "Low", "High"),
        mandatory: true,
      },
    ],
  },
  {
    group: "Temporal metrics",
    metrics: [
      {
        abbreviation: "RC",
        name: "Report confidence",
        values: level("X Not defined", "Unknown", "Reasonable", "Confirmed"),
        mandatory: false,
      },
    ],
  },
];

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
