/** The thread between the reporter and the team, and the box to write in. */
import { type QuestionMark, withoutQuestions } from "../../core/conversation/questions.ts";
import type { MessageView } from "../../store/messages/reader.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Form } from "../../ui/form.tsx";
import { errorFor, type FieldError, FormErrors } from "../../ui/form-errors.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { Message, type SignatureMark, Thread } from "../../ui/thread.tsx";
import { QuestionList } from "./question-list.tsx";
import type { SentSeat } from "./requests-panel.tsx";

export type ConversationProps = {
  /** What colleagues said of single questions. */
  marks: readonly QuestionMark[];
  seat: { readonly sentSeat: SentSeat | undefined };
  csrf: string;
  thread: readonly MessageView[];
  typed: string;
  errors: readonly FieldError[];
  zone: string;
  frame: { site: { team: string } };
};

export function Conversation(props: ConversationProps) {
  const { thread, errors, csrf } = props;
  return (
    <Panel title="Conversation" id="conversation">
      {thread.length === 0 ? (
        <EmptyState title="No message yet" icon="mail">
          When the team writes to you, you find it here.
        </EmptyState>
      ) : (
        <Thread label="Conversation with the team">
          {thread.map((message) => (
            <OneMessage key={message.messageId} message={message} {...props} />
          ))}
        </Thread>
      )}
      <Form action="/portal/case/messages" csrf={csrf} label="Write to the team">
        <FormErrors errors={errors} />
        <TextArea
          name="text"
          label="Write to the team"
          help="Only the people who work on your report read it."
          rows={5}
          value={props.typed}
          error={errorFor(errors, "text")}
        />
        <Actions>
          <Button>Send</Button>
        </Actions>
      </Form>
    </Panel>
  );
}

function OneMessage(props: ConversationProps & { message: MessageView }) {
  const { message, zone, frame } = props;
  const own = message.direction === "in";
  return (
    <Message
      side={own ? "own" : "other"}
      who={own ? "You" : frame.site.team}
      at={message.at}
      zone={zone}
      way={wayOf(message)}
      encrypted={
        own
          ? message.encrypted || undefined
          : message.leftAs === "pointer"
            ? undefined
            : (message.sentEncrypted ?? undefined)
      }
      signature={own ? signatureMark(message.signature) : undefined}
      foot={
        message.questions && (
          <QuestionList
            message={message}
            thread={props.thread}
            marks={props.marks}
            csrf={props.csrf}
            sentSeat={props.seat.sentSeat}
          />
        )
      }
    >
      {own ? message.text : withoutQuestions(letterBody(message.text), message.questions ?? [])}
    </Message>
  );
}

/**
 * A letter without what only a mail needs: the signature, and the paragraph with the link that opens
 * this very page, whose secret must not stand on a page that may be printed or shown.
 */
function letterBody(text: string): string {
  const [body = ""] = text.split(/^-- $/m);
  const paragraphs = body
    .split(/\n{2,}/)
    .filter((each) => !/\/portal\/(?:link|letter)\//.test(each));
  return paragraphs.join("\n\n").trim();
}

/** Only what holds for the reader: a mail that has not left yet is here all the same. */
function wayOf(message: MessageView): string | undefined {
  if (message.direction === "in") return undefined;
  switch (message.delivery) {
    case "sent":
    case "delivered":
      return message.leftAs === "pointer" ? "only here; a mail pointed to it" : "also by mail";
    case "owed":
    case "delayed":
      return "a mail is on its way";
    case "failed":
    case "bounced":
      return "the mail could not be delivered";
    case "withheld":
      return "only here";
    default:
      return undefined;
  }
}

const marks: Readonly<Record<string, SignatureMark>> = {
  good: "valid",
  "good-expired-key": "valid",
  "good-revoked-key": "unknown-key",
  "unknown-key": "unknown-key",
  bad: "invalid",
};

function signatureMark(signature: string): SignatureMark | undefined {
  return marks[signature];
}
