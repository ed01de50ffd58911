/** One report as the support agent who filed it reads it: how it stands, and their thread with the team. */
import { inForceAt } from "../../core/policy/in-force.ts";
import type { CustomerView } from "../../store/customers/reader.ts";
import type { MessageView } from "../../store/messages/reader.ts";
import type { FiledReport } from "../../store/portal/filed-reports.ts";
import { Tag } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Form } from "../../ui/form.tsx";
import { errorFor, type FieldError, FormErrors } from "../../ui/form-errors.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { Message, Thread } from "../../ui/thread.tsx";
import { When } from "../../ui/when.tsx";
import { formToken } from "../server/form-token.ts";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";
import { contractInWords } from "./filed-customer.tsx";
import { askedWords, filedPath, pathOfFiled, stepWord, turnedInWords } from "./filed-words.ts";

interface Shown {
  readonly at: ConsoleRequest;
  readonly filed: FiledReport;
  readonly thread: readonly MessageView[];
  readonly customer: CustomerView | undefined;
  readonly typed: string;
  readonly errors: readonly FieldError[];
}

export function TicketPage(props: Shown) {
  const { at, filed, customer, errors } = props;
  const { head, ticket, asked } = filed;
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
                Received <When at={head.openedAt} zone={zoneOf(at)} />
              </span>
            </>
          }
          lede="You read your own thread with the team here, and nothing else of the case."
        />
        <DescriptionList
          facts={[
            { term: "Your ticket", value: ticket },
            { term: "Filed as", value: askedWords[asked ?? "report"] },
            { term: "What it is by now", value: turnedInWords(filed) },
            { term: "Customer", value: customer?.name },
            { term: "Contract", value: customer && contractInWords(at, customer) },
          ]}
        />
        <Conversation {...props} />
      </>
    ),
  });
}

function policyOf(at: ConsoleRequest) {
  const { policies, now } = at.web.context;
  return inForceAt(policies, now());
}

function zoneOf(at: ConsoleRequest): string {
  return policyOf(at).channels.officeHours.zone;
}

function Conversation({ at, filed, thread, typed, errors }: Shown) {
  const { ticket = "" } = at.request.query as { ticket?: string };
  return (
    <Panel title="You and the team" id="conversation">
      <Thread label="You and the team">
        {thread.map((message) => (
          <Message
            key={message.messageId}
            side={message.direction === "in" ? "own" : "other"}
            who={message.direction === "in" ? "Support desk" : policyOf(at).organisation.teamName}
            at={message.at}
            zone={zoneOf(at)}
            way={message.template === "filed" ? "what you filed" : undefined}
          >
            {message.text}
          </Message>
        ))}
      </Thread>
      <Form
        action={pathOfFiled(filed.head.reference, ticket)}
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
  );
}
