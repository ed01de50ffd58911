/** Public pages, a portal and an advisory as people will meet them, made of the components alone. */
import type { VNode } from "preact";
import { StageBadge } from "../../src/ui/badge.tsx";
import { Button, LinkButton } from "../../src/ui/button.tsx";
import { Checkbox } from "../../src/ui/checkbox.tsx";
import { CopyField } from "../../src/ui/copy-field.tsx";
import { DescriptionList } from "../../src/ui/description-list.tsx";
import { DocumentPage } from "../../src/ui/document-page.tsx";
import { DueList } from "../../src/ui/due.tsx";
import { FileField } from "../../src/ui/file-field.tsx";
import { FieldSet, Form } from "../../src/ui/form.tsx";
import { FormErrors } from "../../src/ui/form-errors.tsx";
import { Actions, Columns, Door, Panel, Tiles } from "../../src/ui/layout.tsx";
import { Notice } from "../../src/ui/notice.tsx";
import { PageHeader } from "../../src/ui/page-header.tsx";
import { PortalPage } from "../../src/ui/portal-page.tsx";
import { PublicPage } from "../../src/ui/public-page.tsx";
import { RadioGroup } from "../../src/ui/radio-group.tsx";
import { Severity, type SeverityBand } from "../../src/ui/severity.tsx";
import { Steps } from "../../src/ui/steps.tsx";
import { type Column, Table } from "../../src/ui/table.tsx";
import { TextArea } from "../../src/ui/text-area.tsx";
import { TextField } from "../../src/ui/text-field.tsx";
import { Message, Thread } from "../../src/ui/thread.tsx";
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
                { state: "kept", promise: "Decide on relevancy", at: "2026-05-08T12:00:00Z" },
                { state: "kept", promise: "Acknowledge your report", at: "2026-05-05T08:10:00Z" },
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
