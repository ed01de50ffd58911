/** The support agent's list: what they filed, the customer it is for, and the form to file a report. */
import { fileReport } from "../../actions/reports/file-report.ts";
import type { CustomerView } from "../../store/customers/reader.ts";
import type { FiledReport } from "../../store/portal/filed-reports.ts";
import { Tag } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Form } from "../../ui/form.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Table } from "../../ui/table.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { When } from "../../ui/when.tsx";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";
import { ChosenCustomer, CustomersFound } from "./filed-customer.tsx";
import { answersInWords, askedInWords, filedPath, pathOfFiled, stepWord } from "./filed-words.ts";
import { HouseForm, type SentHouseForm } from "./house-form.tsx";

interface Shown {
  readonly at: ConsoleRequest;
  readonly filed: readonly FiledReport[];
  /** What the list is searched by; empty where it is not. */
  readonly ticket: string;
  /** Makes the form harmless where it is sent twice. */
  readonly key: string;
  readonly fileLimits: string;
  /** Those that a search found; undefined where none was asked for. */
  readonly customers: readonly CustomerView[] | undefined;
  readonly chosen: CustomerView | undefined;
  readonly sent?: SentHouseForm;
  readonly receiptCode?: string;
}

export function FiledPage(props: Shown) {
  const { at, receiptCode } = props;
  return consolePage(at, {
    title: "Filed reports",
    current: filedPath,
    notice: receiptCode && <Filed code={receiptCode} />,
    children: (
      <>
        <PageHeader
          title="Filed reports"
          lede="Reports that you took from customers: how they stand, and what the team and you wrote each other."
        />
        <List {...props} />
        <Panel title="File a report" id="file">
          <p>
            The team answers the customer, and you on your own thread. You see here how it stands;
            the analysis stays with the team.
          </p>
          <Form action={`${filedPath}#file`} method="get" label="Whose report is it?">
            <TextField
              name="customer"
              label="Look up the customer"
              help="Whole words of the name: what their contract gives is shown to you, and to no reporter. You can file without."
              value={String((at.request.query as { customer?: string }).customer ?? "")}
            />
            <Actions>
              <Button look="secondary">Look up</Button>
            </Actions>
          </Form>
          <CustomersFound at={at} customers={props.customers} />
          <ChosenCustomer at={at} customer={props.chosen} />
          <TheForm {...props} />
        </Panel>
      </>
    ),
  });
}

function List({ filed, ticket }: Shown) {
  return (
    <Panel title="What you filed">
      <Form action={filedPath} method="get" label="Find by ticket">
        <TextField name="ticket" label="Your ticket number" value={ticket} maxLength={60} />
        <Actions>
          <Button look="secondary">Find</Button>
          {ticket && <a href={filedPath}>Show all</a>}
        </Actions>
      </Form>
      <Table
        caption="What you filed. Days are in UTC."
        captionHidden
        rows={filed}
        rowKey={({ partyId }) => partyId}
        empty={<Empty ticket={ticket} />}
        columns={[
          {
            header: "Reference",
            heads: true,
            nowrap: true,
            cell: ({ head }) => <a href={pathOfFiled(head.reference, ticket)}>{head.reference}</a>,
          },
          { header: "Ticket", cell: (row) => row.ticket ?? "–" },
          { header: "What it is", cell: askedInWords },
          { header: "Where it stands", cell: ({ head }) => <Tag>{stepWord(head.step)}</Tag> },
          { header: "From the team", cell: ({ answers }) => answersInWords(answers) },
          { header: "Filed", cell: ({ filedAt }) => <When at={filedAt} precision="day" /> },
          {
            header: "Last change",
            cell: ({ head }) => <When at={head.updatedAt} precision="day" />,
          },
        ]}
      />
    </Panel>
  );
}

function Empty({ ticket }: { ticket: string }) {
  if (ticket === "")
    return <EmptyState title="Nothing yet">File the first report below.</EmptyState>;
  return (
    <EmptyState title="You filed nothing under this ticket">
      What a colleague filed is shown to them alone.
    </EmptyState>
  );
}

function TheForm({ at, key, chosen, fileLimits, sent }: Shown) {
  const unseen = {
    idempotencyKey: key,
    ...(chosen ? { customerId: chosen.customerId } : {}),
  };
  return (
    <HouseForm
      at={at}
      on={fileReport}
      path={filedPath}
      unseen={unseen}
      values={chosen ? { organisation: chosen.name } : {}}
      helps={{
        files: `${fileLimits} Choose them again if the form comes back.`,
      }}
      sent={sent}
    />
  );
}

/** Shown once, in answer to the form. */
function Filed(props: { code: string }) {
  return (
    <Notice tone="success" live title="The report is with the team">
      <p>
        It stands in the list below in a moment. Where the customer gave no mail address, hand them
        this receipt code: it opens their own page. It is shown this one time.
      </p>
      <CopyField name="code" label="Receipt code for the customer" value={props.code} />
    </Notice>
  );
}
