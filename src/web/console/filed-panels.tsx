/** The support agent's pages: the list with the form to file a report, and one report. */
import { fileReport } from "../../actions/reports/file-report.ts";
import type { ReporterStep } from "../../core/cases/stage.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { MessageView } from "../../store/messages/reader.ts";
import type { PartyCase } from "../../store/portal/party-case-reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Form } from "../../ui/form.tsx";
import { errorFor, type FieldError, FormErrors } from "../../ui/form-errors.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Table } from "../../ui/table.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { Message, Thread } from "../../ui/thread.tsx";
import { When } from "../../ui/when.tsx";
import { processSteps } from "../public/process-steps.ts";
import { formToken } from "../server/form-token.ts";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";
import { HouseForm, type SentHouseForm } from "./house-form.tsx";

export const filedPath = "/console/filed";

function stepWord(step: ReporterStep): string {
  return processSteps.find(({ id }) => id === step)?.name ?? "Closed";
}

function policyOf(at: ConsoleRequest) {
  const { policies, now } = at.web.context;
  return inForceAt(policies, now());
}

function pathOfTicket(reference: string): string {
  return `${filedPath}/${encodeURIComponent(reference)}`;
}

export function FiledPage(props: {
  at: ConsoleRequest;
  tickets: readonly { partyId: string; filedAt: Date; head: PartyCase }[];
  sent?: SentHouseForm;
  receiptCode?: string;
}) {
  const { at, tickets, sent, receiptCode } = props;
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
        <Panel title="What you filed">
          <Table
            caption="What you filed"
            captionHidden
            rows={tickets}
            rowKey={({ partyId }) => partyId}
            empty={<EmptyState title="Nothing yet">File the first report below.</EmptyState>}
            columns={[
              {
                header: "Reference",
                heads: true,
                nowrap: true,
                cell: ({ head }) => <a href={pathOfTicket(head.reference)}>{head.reference}</a>,
              },
              { header: "Where it stands", cell: ({ head }) => <Tag>{stepWord(head.step)}</Tag> },
              { header: "Filed", cell: ({ filedAt }) => <When at={filedAt} precision="day" /> },
              {
                header: "Last change",
                cell: ({ head }) => <When at={head.updatedAt} precision="day" />,
              },
            ]}
          />
        </Panel>
        <Panel title="File a report" id="file">
          <p>
            The team answers the customer. You see here how it stands; the analysis stays with the
            team.
          </p>
          <HouseForm at={at} on={fileReport} path={filedPath} sent={sent} />
        </Panel>
      </>
    ),
  });
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

export function TicketPage(props: {
  at: ConsoleRequest;
  head: PartyCase;
  thread: readonly MessageView[];
  typed: string;
  errors: readonly FieldError[];
}) {
  const { at, head, thread, typed, errors } = props;
  const { channels, organisation } = policyOf(at);
  const { zone } = channels.officeHours;
  const done = (at.request.query as { done?: string }).done === "sent" && errors.length === 0;
  return consolePage(at, {
    title: head.reference,
    current: filedPath,
    breadcrumb: [{ label: "Filed reports", href: filedPath }, { label: head.reference }],
    notice: done && <Notice tone="success" live title="Your message is with the team." />,
    children: (
      <>
        <PageHeader
          title={head.reference}
          meta={
            <>
              <Tag>{stepWord(head.step)}</Tag>
              <span>
                Received <When at={head.openedAt} zone={zone} />
              </span>
            </>
          }
          lede="You read your own thread with the team here, and nothing else of the case."
        />
        <Panel title="You and the team" id="conversation">
          <Thread label="You and the team">
            {thread.map((message) => (
              <Message
                key={message.messageId}
                side={message.direction === "in" ? "own" : "other"}
                who={message.direction === "in" ? "Support desk" : organisation.teamName}
                at={message.at}
                zone={zone}
                way={message.template === "filed" ? "what you filed" : undefined}
              >
                {message.text}
              </Message>
            ))}
          </Thread>
          <Form
            action={pathOfTicket(head.reference)}
            csrf={formToken(at.request, at.reply, at.web)}
            label="Write to the team"
          >
            <FormErrors errors={errors} />
            <TextArea
              name="text"
              label="Write to the team"
              help="What else the customer said, or a question of yours."
              rows={5}
              value={typed}
              error={errorFor(errors, "text")}
            />
            <Actions>
              <Button>Send</Button>
            </Actions>
          </Form>
        </Panel>
      </>
    ),
  });
}
