/** The built-in mailbox: the list of kept mails, and one of them. */
import type { KeptMailRow } from "../../store/mailbox/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { LinkButton } from "../../ui/button.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Actions, Panel, Prose } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Pagination } from "../../ui/pagination.tsx";
import { PublicPage, type PublicPageProps } from "../../ui/public-page.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";
import type { KeptMailWords } from "./kept-mail.ts";

type Frame = Pick<PublicPageProps, "site" | "nav" | "footer" | "notice">;

export const mailboxPath = "/demonstration/mail";

export type ListedMail = KeptMailRow & Pick<KeptMailWords, "subject" | "date" | "protection">;

const columns: readonly Column<ListedMail>[] = [
  {
    header: "Subject",
    heads: true,
    cell: (mail) => <a href={`${mailboxPath}/${mail.mailId}`}>{mail.subject || "No subject"}</a>,
  },
  { header: "To", cell: (mail) => mail.recipient },
  { header: "Protection", cell: (mail) => <Protection of={mail.protection} /> },
  { header: "Written", nowrap: true, cell: ({ date }) => <When at={date} /> },
];

function Protection(props: { of: KeptMailWords["protection"] }) {
  if (props.of === "encrypted") return <Tag tone="success">Signed and encrypted</Tag>;
  return props.of === "signed" ? <Tag tone="info">Signed</Tag> : <Tag tone="warning">Plain</Tag>;
}

export function MailboxPage(props: {
  frame: Frame;
  mails: readonly ListedMail[];
  next: string | undefined;
}) {
  return (
    <PublicPage {...props.frame} title="Mailbox">
      <PageHeader
        title="Mailbox"
        kicker={<a href="/demonstration">Demonstration</a>}
        lede="Every mail that would have left this machine, the newest first."
      />
      <Panel>
        <Table
          caption="Kept mails"
          captionHidden
          columns={columns}
          rows={props.mails}
          rowKey={({ mailId }) => mailId}
          empty={
            <EmptyState title="No mail yet">Answer a report, and its letter is here.</EmptyState>
          }
        />
        {props.next && <Pagination next={props.next} nextLabel="Older" />}
      </Panel>
    </PublicPage>
  );
}

export function MailPage(props: { frame: Frame; mailId: string; mail: KeptMailWords }) {
  const { mail, mailId } = props;
  return (
    <PublicPage {...props.frame} title={mail.subject || "A kept mail"}>
      <PageHeader
        title={mail.subject || "No subject"}
        kicker={<a href={mailboxPath}>Mailbox</a>}
        meta={<Protection of={mail.protection} />}
      />
      <Panel title="Header">
        <DescriptionList facts={mail.header.map(({ name, value }) => ({ term: name, value }))} />
      </Panel>
      <Panel title="Text">
        {mail.text === null ? <OnlyItsReader /> : <pre class="key-block">{mail.text}</pre>}
        <Actions>
          <LinkButton href={`${mailboxPath}/${mailId}/message.eml`} icon="download" download>
            Download the message
          </LinkButton>
        </Actions>
      </Panel>
    </PublicPage>
  );
}

/** The private keys of the reporters whom the seeding invented were thrown away: nobody reads these. */
function OnlyItsReader() {
  return (
    <Notice title="Only its reader’s key opens this mail.">
      <Prose>
        <p>
          The key is not here, as it would not be in life. <code>bin/parley demo</code> makes a
          reporter with a key of its own and opens the mails to that reporter before your eyes; with
          a key of yours, <code>bin/parley mail read message.eml --key KEYFILE</code> does.
        </p>
      </Prose>
    </Notice>
  );
}
