/** Pages as people will meet them, put together from the components alone. */
import type { VNode } from "preact";
import { StageBadge, Tag } from "../../src/ui/badge.tsx";
import { Button, LinkButton } from "../../src/ui/button.tsx";
import { Checkbox } from "../../src/ui/checkbox.tsx";
import { ConsolePage, type ConsolePageProps } from "../../src/ui/console-page.tsx";
import { CopyField } from "../../src/ui/copy-field.tsx";
import { DescriptionList } from "../../src/ui/description-list.tsx";
import { DocumentPage } from "../../src/ui/document-page.tsx";
import { Due, DueList, type DueState } from "../../src/ui/due.tsx";
import { FileField } from "../../src/ui/file-field.tsx";
import { FieldSet, Form } from "../../src/ui/form.tsx";
import { FormErrors } from "../../src/ui/form-errors.tsx";
import { Fingerprint } from "../../src/ui/grouped-code.tsx";
import { Actions, Columns, Door, Figure, Panel, Tiles } from "../../src/ui/layout.tsx";
import { Notice } from "../../src/ui/notice.tsx";
import { PageHeader } from "../../src/ui/page-header.tsx";
import { Pagination } from "../../src/ui/pagination.tsx";
import { PortalPage } from "../../src/ui/portal-page.tsx";
import { PublicPage } from "../../src/ui/public-page.tsx";
import { RadioGroup } from "../../src/ui/radio-group.tsx";
import { Select } from "../../src/ui/select.tsx";
import { Severity, type SeverityBand } from "../../src/ui/severity.tsx";
import { Steps } from "../../src/ui/steps.tsx";
import { type Column, Table } from "../../src/ui/table.tsx";
import { Tabs } from "../../src/ui/tabs.tsx";
import { TextArea } from "../../src/ui/text-area.tsx";
import { TextField } from "../../src/ui/text-field.tsx";
import { Message, Thread } from "../../src/ui/thread.tsx";
import { Timeline } from "../../src/ui/timeline.tsx";
import { When } from "../../src/ui/when.tsx";
import { footer, publicNav, site } from "./gallery-site.ts";

type Publication = { number: string; title: string; band: SeverityBand; score: number; at: string };

const publications: Publication[] = [
  {
    number: "SA-N0042",
    title: "Aurora Router: unsigned images are accepted by the update service",
    band: "critical",
    score: 9.8,
    at: "2026-05-21T14:00:00Z",
  },
  {
    number: "SA-N0041",
    title: "Borealis Switch: session tokens survive a password change",
    band: "medium",
    score: 5.4,
    at: "2026-04-30T14:00:00Z",
  },
  {
    number: "SA-N0040",
    title: "Management console: stored script in device names",
    band: "high",
    score: 7.5,
    at: "2026-03-12T15:00:00Z",
  },
];

const publicationColumns: Column<Publication>[] = [
  { header: "Title", heads: true, cell: (row) => <a href="advisory.html">{row.title}</a> },
  { header: "Number", nowrap: true, cell: (row) => row.number },
  { header: "Severity", cell: (row) => <Severity band={row.band} score={row.score} /> },
  { header: "Published", nowrap: true, cell: (row) => <When at={row.at} precision="day" /> },
];

export const homePage = (stylesheet: string): VNode => (
  <PublicPage
    site={site(stylesheet)}
    title="Security of our products"
    nav={publicNav("Home")}
    footer={footer}
    hero={
      <>
        <PageHeader
          title="Found a weakness in one of our products? Tell us."
          lede="We read every report, answer within two working days, keep you informed at every step, and agree with you when to make it public."
        />
        <Actions>
          <LinkButton look="primary" href="report.html">
            Report a vulnerability
          </LinkButton>
          <LinkButton look="quiet" href="portal.html">
            Continue a conversation
          </LinkButton>
        </Actions>
      </>
    }
  >
    <Panel title="What happens to a report">
      <Steps
        label="The process"
        steps={[
          { name: "Received", state: "next", note: "Acknowledged within 2 working days" },
          { name: "Relevancy", state: "next", note: "Decided within 10 working days" },
          { name: "Analysis", state: "next", note: "An update at least every 30 days" },
          { name: "Remedy", state: "next", note: "Dates agreed with you" },
          { name: "Disclosure", state: "next", note: "With credit, if you wish" },
        ]}
      />
    </Panel>
    <Panel title="Latest publications" actions={<a href="advisory.html">All publications</a>}>
      <Table
        caption="Latest publications"
        captionHidden
        columns={publicationColumns}
        rows={publications}
        rowKey={(row) => row.number}
      />
    </Panel>
    <Tiles>
      <Door href="#policy" title="Our policy">
        What we promise, what we ask of you, and how we decide.
      </Door>
      <Door href="#key" title="Our OpenPGP key">
        For reports and files that nobody else should read.
      </Door>
      <Door href="#feeds" title="Feeds">
        CSAF, Atom and mail, for people and machines.
      </Door>
    </Tiles>
  </PublicPage>
);

export const reportPage = (stylesheet: string): VNode => (
  <PublicPage
    site={site(stylesheet)}
    title="Report a vulnerability"
    nav={publicNav("Report a vulnerability")}
    footer={footer}
  >
    <PageHeader
      title="Report a vulnerability"
      lede="Three answers are enough. You need no account, and you may stay anonymous."
    />
    <FormErrors errors={[{ field: "product", message: "Name the product, even roughly." }]} />
    <Form action="#sent" csrf="token" multipart>
      <RadioGroup
        name="live"
        label="Is this happening right now in your own network?"
        required
        value="no"
        choices={[
          { value: "no", label: "No, I found a weakness", explanation: "Go on with this form." },
          {
            value: "yes",
            label: "Yes, we are under attack",
            explanation: "Our support answers at once, day and night.",
          },
        ]}
      />
      <FieldSet legend="The weakness">
        <TextField
          name="product"
          label="Product or service"
          required
          error="Name the product, even roughly."
        />
        <TextField
          name="version"
          label="Version or firmware"
          size="short"
          help="“Unknown” is fine."
        />
        <TextArea
          name="description"
          label="What did you find, and how can we see it ourselves?"
          required
          rows={7}
          help="Write in your own words; grammar does not matter. Leave out personal data you may have come across."
        />
        <FileField name="files" label="Files" multiple help="Up to 25 MB each; any type." />
      </FieldSet>
      <FieldSet
        legend="How we reach you"
        help="Without an address you get a receipt code that opens our conversation."
      >
        <TextField name="email" label="E-mail" type="email" autocomplete="email" />
        <TextArea name="key" label="Your public OpenPGP key" rows={3} code />
        <Checkbox name="credit" label="Name me in the publication" />
      </FieldSet>
      <Button>Send the report</Button>
    </Form>
  </PublicPage>
);

export const portalPage = (stylesheet: string): VNode => (
  <PortalPage
    site={site(stylesheet)}
    title="Your report EX-2026-0042"
    nav={publicNav("")}
    footer={footer}
    reader="You are reading as the reporter of EX-2026-0042"
    leave={{ action: "#leave", csrf: "token" }}
    notice={<Notice tone="success" live title="Your message was sent to the team." />}
  >
    <PageHeader
      kicker="EX-2026-0042"
      title="Your report"
      meta={
        <>
          <StageBadge name="Analysis" progress="underway" />
          <span>
            Received <When at="2026-05-04T09:30:00Z" />
          </span>
        </>
      }
    />
    <Panel title="Where we are">
      <Steps
        label="The process"
        steps={[
          {
            name: "Received",
            state: "done",
            note: <When at="2026-05-04T09:30:00Z" precision="day" />,
          },
          {
            name: "Relevancy",
            state: "done",
            note: <When at="2026-05-08T12:00:00Z" precision="day" />,
          },
          { name: "Analysis", state: "current" },
          { name: "Remedy", state: "next" },
          { name: "Disclosure", state: "next" },
        ]}
      />
    </Panel>
    <Columns
      main={
        <>
          <h2>Conversation</h2>
          <Thread label="Conversation with the team">
            <Message
              side="own"
              who="You"
              at="2026-05-04T09:30:00Z"
              way="by mail"
              encrypted
              signature="valid"
            >
              {
                "The update service of the Aurora Router accepts images without a signature when the header length is zero.\n\nThe steps and a small program are attached."
              }
            </Message>
            <Message side="other" who="PSIRT" at="2026-05-05T08:10:00Z" encrypted signature="valid">
              Thank you for the report and the clear steps. We have given it the number EX-2026-0042
              and will tell you by 18 May whether it is relevant.
            </Message>
            <Message side="other" who="PSIRT" at="2026-05-08T12:00:00Z" encrypted signature="valid">
              We could reproduce it on versions 4.0 to 4.2. The analysis goes on.
            </Message>
          </Thread>
          <Form action="#send" csrf="token" label="Write to the team" multipart>
            <TextArea name="text" label="Write to the team" rows={4} />
            <FileField name="files" label="Files" multiple />
            <Button>Send</Button>
          </Form>
        </>
      }
      aside={
        <>
          <Panel title="What we owe you" level={3}>
            <DueList
              promises={[
                {
                  state: "soon",
                  promise: "Tell you how it goes",
                  at: "2026-06-07T12:00:00Z",
                  relative: "in 2 days",
                },
                { state: "met", promise: "Decide on relevancy", at: "2026-05-08T12:00:00Z" },
                { state: "met", promise: "Acknowledge your report", at: "2026-05-05T08:10:00Z" },
              ]}
            />
          </Panel>
          <CopyField
            name="receipt"
            label="Your receipt code"
            value="7K3QM9XWPA2VHD5TRC8NBJ4E"
            grouped
            help="Keep it safe: it opens this conversation."
          />
        </>
      }
    />
  </PortalPage>
);

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
                  state: "met",
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

export const advisoryPage = (stylesheet: string): VNode => (
  <DocumentPage
    site={site(stylesheet)}
    title="Aurora Router: unsigned images are accepted by the update service"
    nav={publicNav("Publications")}
    footer={footer}
    kind="Security Advisory"
    number="SA-N0042"
    facts={
      <DescriptionList
        facts={[
          { term: "Severity", value: <Severity band="critical" score={9.8} scale="CVSS 3.1" /> },
          { term: "Published", value: <When at="2026-05-21T14:00:00Z" /> },
          { term: "Revision", value: "1, final" },
          { term: "CVE", value: <a href="https://cve.example/CVE-2026-10042">CVE-2026-10042</a> },
        ]}
      />
    }
    files={
      <>
        <h2>This advisory for machines</h2>
        <Actions>
          <LinkButton href="#csaf" icon="download">
            CSAF 2.0
          </LinkButton>
          <LinkButton href="#asc" icon="seal">
            Signature
          </LinkButton>
          <LinkButton href="#sha" icon="file">
            SHA-256
          </LinkButton>
        </Actions>
        <CopyField
          name="permalink"
          label="Permalink"
          value="https://psirt.example/advisories/SA-N0042"
        />
      </>
    }
  >
    <h2>Summary</h2>
    <p>
      The update service of the Aurora Router accepts firmware images without a signature when the
      header declares a length of zero. Someone who can reach the management interface can install
      an image of their own.
    </p>
    <h2>Affected products</h2>
    <Table
      caption="Products and what to do"
      captionHidden
      rows={[
        ["Aurora Router", "4.0 to 4.2", "Update to 4.2.1"],
        ["Aurora Router LTS", "3.6 to 3.6.9", "Update to 3.6.10"],
      ]}
      rowKey={(row) => row.join()}
      columns={[
        { header: "Product", heads: true, cell: (row) => row[0] },
        { header: "Affected", cell: (row) => row[1] },
        { header: "What to do", cell: (row) => row[2] },
      ]}
    />
    <h2>Until you can update</h2>
    <p>Allow the management interface from your own network only.</p>
    <h2>Thanks</h2>
    <p>Found by an independent researcher, who reported it to us in private.</p>
  </DocumentPage>
);
