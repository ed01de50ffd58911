/** The single questions of a message, each answered or with a box for its answer. Works without script. */
import {
  type AskedQuestion,
  askedIn,
  type QuestionMark,
} from "../../core/conversation/questions.ts";
import { type FormValues, lastValueOf } from "../../lib/form-description.ts";
import type { MessageView } from "../../store/messages/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { errorFor, FormErrors } from "../../ui/form-errors.tsx";
import { Actions } from "../../ui/layout.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import type { SentSeat } from "./requests-panel.tsx";

export type QuestionListProps = {
  message: MessageView;
  thread: readonly MessageView[];
  marks: readonly QuestionMark[];
  csrf: string;
  sentSeat: SentSeat | undefined;
};

/** Nothing of a message that asks no list. */
export function QuestionList(props: QuestionListProps) {
  const questions = askedIn(props.message, props.thread, props.marks);
  if (questions.length === 0) return null;
  const open = questions.filter(({ isOpen }) => isOpen).length;
  return (
    <section aria-label="Questions of this message">
      <p>
        {open === 0
          ? "All questions are answered."
          : `${open} of ${questions.length} ${questions.length === 1 ? "question" : "questions"} still open.`}
      </p>
      <ol class="question-list">
        {questions.map((question) => (
          <li key={question.number}>
            <OneQuestion question={question} {...props} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function OneQuestion(props: QuestionListProps & { question: AskedQuestion }) {
  const { question, csrf } = props;
  const { messageId, number, text, isOpen } = question;
  const sent = sentTo(props.sentSeat, question);
  const id = `answer-${messageId.slice(-6)}-${number}`;
  return (
    <>
      <p>
        {text}{" "}
        <Tag tone={isOpen ? "warning" : "success"} icon={isOpen ? "clock" : "check"}>
          {isOpen ? "Open" : "Answered"}
        </Tag>
      </p>
      {isOpen && (
        <Disclosure summary="Answer this question" open={sent !== undefined}>
          <Form action="/portal/answers" csrf={csrf} label={`Answer to question ${number}`}>
            <FormErrors errors={sent?.errors.map((each) => ({ ...each, field: id })) ?? []} />
            <Hidden name="messageId" value={messageId} />
            <Hidden name="number" value={String(number)} />
            <TextArea
              name="text"
              id={id}
              label="Your answer"
              rows={3}
              maxLength={20_000}
              value={sent ? textOf(sent.values) : undefined}
              error={sent && errorFor(sent.errors, "text")}
            />
            <Actions>
              <Button look="secondary">Send the answer</Button>
            </Actions>
          </Form>
        </Disclosure>
      )}
    </>
  );
}

/** The answer that was refused, where it was to this question. */
function sentTo(sent: SentSeat | undefined, { messageId, number }: AskedQuestion) {
  if (sent?.form !== "answer-question") return undefined;
  const isSame =
    lastValueOf(sent.values, "messageId") === messageId &&
    lastValueOf(sent.values, "number") === String(number);
  return isSame ? sent : undefined;
}

function textOf(values: FormValues): string | undefined {
  return lastValueOf(values, "text");
}
