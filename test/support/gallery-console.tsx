/** Console pages as analysts will meet them, made of the components alone. */
import type { VNode } from "preact";
import { StageBadge, Tag } from "../../src/ui/badge.tsx";
import { Button, LinkButton } from "../../src/ui/button.tsx";
import { ConsolePage, type ConsolePageProps } from "../../src/ui/console-page.tsx";
import { DescriptionList } from "../../src/ui/description-list.tsx";
import { Due, DueList, type DueState } from "../../src/ui/due.tsx";
import { Form } from "../../src/ui/form.tsx";
import { Fingerprint } from "../../src/ui/grouped-code.tsx";
import { Actions, Columns, Figure, Panel, Tiles } from "../../src/ui/layout.tsx";
import { PageHeader } from "../../src/ui/page-header.tsx";
import { Pagination } from "../../src/ui/pagination.tsx";
import { Select } from "../../src/ui/select.tsx";
import { Severity, type SeverityBand } from "../../src/ui/severity.tsx";
import { Table } from "../../src/ui/table.tsx";
import { Tabs } from "../../src/ui/tabs.tsx";
import { TextArea } from "../../src/ui/text-area.tsx";
import { Timeline } from "../../src/ui/timeline.tsx";
import { site } from "./gallery-site.ts";

const shell = (stylesheet: string): Omit<ConsolePageProps, "children" | "title"> => ({
  site: { ...site(stylesheet), team: "Example Networks PSIRT" },
  nav: [
    {
      title: "Work",
      links: [
        { label: "Queue", href: "queue.html", count: "17", key: "q" },
        { label: "My cases", href: "case.html", count: "4", key: "m" },
        { label: "Inbox", href: "#inbox", count: "2", key: "i" },
        { label: "Promises", href: "#promises", count: "99+", key: "p" },
      ],
    },
    {
      title: "Publishing",
      links: [
        { label: "Advisories", href: "#advisories" },
        { label: "Approvals", href: "#approvals", count: "1" },
      ],
    },
    {
      title: "Team",
      links: [
        { label: "People", href: "#people" },
        { label: "Policy", href: "#policy" },
      ],
    },
  ],
  search: { action: "#search", label: "Search cases", shortcut: "/" },
  user: {
    role: "Case lead",
    links: [{ label: "Your account", href: "#account" }],
    signOut: { action: "#out", csrf: "token" },
  },
});

type Row = {
  reference: string;
  title: string;
  stage: "new" | "underway" | "waiting";
  word: string;
  band: SeverityBand;
  score?: number;
  due: DueState;
  promise: string;
  at: string;
  relative: string;
};

const rows: Row[] = [
  {
    reference: "EX-2026-0047",
    title: "Unsigned images accepted by the update service",
    stage: "new",
    word: "Received",
    band: "unscored",
    due: "overdue",
    promise: "Acknowledge",
    at: "2026-06-04T16:00:00Z",
    relative: "by 1 working day",
  },
  {
    reference: "EX-2026-0042",
    title: "Stored script in device names of the console",
    stage: "underway",
    word: "Analysis",
    band: "critical",
    score: 9.8,
    due: "soon",
    promise: "Status update",
    at: "2026-06-07T12:00:00Z",
    relative: "in 2 days",
  },
  {
    reference: "EX-2026-0045",
    title: "Session tokens survive a password change",
    stage: "underway",
    word: "Remedy",
    band: "high",
    score: 7.5,
    due: "open",
    promise: "Status update",
    at: "2026-06-19T12:00:00Z",
    relative: "in 2 weeks",
  },
  {
    reference: "EX-2026-0039",
    title: "Verbose errors name internal hosts",
    stage: "waiting",
    word: "Waiting for the reporter",
    band: "medium",
    score: 5.3,
    due: "paused",
    promise: "Relevancy decision",
    at: "2026-06-23T12:00:00Z",
    relative: "4 days left",
  },
  {
    reference: "EX-2026-0036",
    title: "Predictable temporary file names in the installer",
    stage: "underway",
    word: "Analysis",
    band: "low",
    score: 3.1,
    due: "open",
    promise: "Status update",
    at: "2026-07-01T12:00:00Z",
    relative: "in 26 days",
  },
];

export const queuePage = (stylesheet: string): VNode => {
  const frame = shell(stylesheet);
  const [work, ...rest] = frame.nav;
  const marked = (work?.links ?? []).map((link) => ({ ...link, current: link.label === "Queue" }));
  return (
    <ConsolePage
      {...frame}
      nav={[{ title: "Work", links: marked }, ...rest]}
      title="Queue"
      keys={[
        ["j", "next case"],
        ["k", "previous case"],
        ["Enter", "open"],
        ["/", "search"],
      ]}
    >
      <PageHeader
        title="Queue"
        lede="17 cases, the most urgent promise first."
        actions={
          <LinkButton href="#new" icon="plus">
            New case
          </LinkButton>
        }
      />
      <Tiles>
        <Figure value="1" label="Overdue" tone="danger" note="Acknowledge, EX-2026-0047" />
        <Figure value="3" label="Due within 3 days" tone="warning" />
        <Figure value="9" label="Waiting for others" />
        <Figure value="98 %" label="Promises met this quarter" />
      </Tiles>
      <Panel>
        <Tabs
          label="Lanes"
          tabs={[
            { label: "All open", href: "#all", current: true, count: "17" },
            { label: "New", href: "#new", count: "2" },
            { label: "Analysis", href: "#analysis", count: "8" },
            { label: "Remedy", href: "#remedy", count: "5" },
            { label: "Disclosure", href: "#disclosure", count: "2" },
          ]}
        />
        <Table
          caption="Open cases"
          captionHidden
          dense
          rows={rows}
          rowKey={(row) => row.reference}
          columns={[
            { header: "Case", heads: true, cell: (row) => <a href="case.html">{row.title}</a> },
            { header: "Reference", nowrap: true, cell: (row) => <code>{row.reference}</code> },
            { header: "Stage", cell: (row) => <StageBadge name={row.word} progress={row.stage} /> },
            { header: "Severity", cell: (row) => <Severity band={row.band} score={row.score} /> },
            {
              header: "Owed next",
              cell: (row) => (
                <Due state={row.due} promise={row.promise} at={row.at} relative={row.relative} />
              ),
            },
          ]}
        />
        <Pagination next="#more" />
      </Panel>
    </ConsolePage>
  );
};

export const casePage = (stylesheet: string): VNode => (
  <ConsolePage
    {...shell(stylesheet)}
    title="EX-2026-0042"
    breadcrumb={[{ label: "Queue", href: "queue.html" }, { label: "EX-2026-0042" }]}
    keys={[
      ["r", "reply"],
      ["n", "note"],
      ["s", "score"],
    ]}
  >
    <PageHeader
      title="Stored script in device names of the console"
      meta={
        <>
          <Severity band="critical" score={9.8} scale="CVSS 3.1" />
          <StageBadge name="Analysis" progress="underway" />
          <Tag tone="warning" icon="lock">
            Embargo until 21 July 2026
          </Tag>
          <span>Lead: Case lead</span>
        </>
      }
      actions={
        <>
          <Button look="secondary" shortcut="n">
            Note
          </Button>
          <Button look="secondary" shortcut="r">
            Reply
          </Button>
        </>
      }
    />
    <Tabs
      label="Case"
      tabs={[
        { label: "Overview", href: "#overview", current: true },
        { label: "Conversation", href: "#conversation", count: "6" },
        { label: "Products", href: "#products", count: "3" },
        { label: "Advisory", href: "#advisory" },
        { label: "History", href: "#history" },
      ]}
    />
    <Columns
      main={
        <>
          <Panel
            look="next"
            title="Next: tell the reporter how it goes"
            actions={<Due state="soon" at="2026-06-07T12:00:00Z" relative="in 2 days" />}
          >
            <Form action="#update" csrf="token" label="Status update">
              <TextArea
                name="text"
                label="Status update"
                rows={3}
                help="Goes out signed and encrypted to the reporter’s key."
              />
              <Actions>
                <Button>Send the update</Button>
                <Button look="quiet">Save as draft</Button>
              </Actions>
            </Form>
          </Panel>
          <Panel title="Affected products">
            <Table
              caption="Affected products"
              captionHidden
              dense
              rows={[
                ["Aurora Router", "4.0 – 4.2", "4.2.1"],
                ["Aurora Router LTS", "3.6 – 3.6.9", "3.6.10"],
                ["Borealis Switch", "Not affected", "—"],
              ]}
              rowKey={(row) => row.join()}
              columns={[
                { header: "Product", heads: true, cell: (row) => row[0] },
                { header: "Versions", cell: (row) => row[1] },
                { header: "Fixed in", cell: (row) => row[2] },
              ]}
            />
          </Panel>
          <Panel title="What happened" actions={<a href="#history">The whole history</a>}>
            <Timeline
              events={[
                {
                  id: "1",
                  at: "2026-05-12T10:04:00Z",
                  who: "Analyst",
                  what: (
                    <>
                      scored it <Severity band="critical" score={9.8} />
                    </>
                  ),
                  icon: "shield",
                  tone: "info",
                },
                {
                  id: "2",
                  at: "2026-05-08T12:00:00Z",
                  who: "Case lead",
                  what: "found it relevant",
                  icon: "check",
                  tone: "success",
                  detail: "Reproduced on 4.2 with the reporter’s steps.",
                },
                {
                  id: "3",
                  at: "2026-05-05T08:10:00Z",
                  who: "Parley",
                  what: "acknowledged the report",
                  icon: "seal",
                },
                {
                  id: "4",
                  at: "2026-05-04T09:30:00Z",
                  who: "Reporter",
                  what: "sent the report by mail",
                  icon: "mail",
                },
              ]}
            />
          </Panel>
        </>
      }
      aside={
        <>
          <Panel title="What is owed" level={3}>
            <DueList
              promises={[
                {
                  state: "soon",
                  promise: "Status update",
                  owedTo: "the reporter",
                  at: "2026-06-07T12:00:00Z",
                  relative: "in 2 days",
                },
                {
                  state: "open",
                  promise: "Answer on the date",
                  owedTo: "vendor A",
                  at: "2026-06-12T16:00:00Z",
                  relative: "in 5 working days",
                },
                {
                  state: "kept",
                  promise: "Acknowledge",
                  owedTo: "the reporter",
                  at: "2026-05-05T08:10:00Z",
                },
              ]}
            />
          </Panel>
          <Panel title="Facts" level={3}>
            <DescriptionList
              stacked
              facts={[
                { term: "Reference", value: <code>EX-2026-0042</code> },
                { term: "CVE", value: <code>CVE-2026-10042</code> },
                {
                  term: "Vector",
                  value: <code>CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H</code>,
                },
                {
                  term: "Reporter’s key",
                  value: <Fingerprint value="59C9C8C32B5ABB9C2C4E86CAC0FEA9F517C82D3E" />,
                },
              ]}
            />
          </Panel>
          <Panel title="Lead" level={3}>
            <Form action="#lead" csrf="token" label="Change the lead">
              <Select
                name="lead"
                label="Case lead"
                options={[
                  { value: "1", label: "Case lead" },
                  { value: "2", label: "Analyst" },
                ]}
                value="1"
              />
              <Button look="secondary">Change</Button>
            </Form>
          </Panel>
        </>
      }
    />
  </ConsolePage>
);
