/** The single questions of a message that we sent: which are answered, and which wait still. */
import { askedIn, type QuestionMark } from "../../core/conversation/questions.ts";
import type { MessageView } from "../../store/messages/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import type { AtCase } from "./at-case.ts";
import { deedPath, may } from "./deed-form.tsx";

export function QuestionList(props: {
  at: AtCase;
  message: MessageView;
  thread: readonly MessageView[];
  marks: readonly QuestionMark[];
}) {
  const { at, message } = props;
  const questions = askedIn(message, props.thread, props.marks);
  const open = questions.filter(({ isOpen }) => isOpen).length;
  return (
    <section aria-label="Questions of this message">
      <p>
        {open === 0
          ? "All of its questions are answered."
          : `${open} of its ${questions.length} questions ${open === 1 ? "is" : "are"} open.`}
      </p>
      <ol class="question-list">
        {questions.map(({ number, text, isOpen }) => (
          <li key={number}>
            {text}{" "}
            <Tag tone={isOpen ? "warning" : "success"} icon={isOpen ? "clock" : "check"}>
              {isOpen ? "Open" : "Answered"}
            </Tag>
            {may(at, "mark-question") && (
              <Form
                action={deedPath(at, "mark-question")}
                csrf={at.csrf}
                label={`Question ${number}`}
              >
                <Hidden name="messageId" value={message.messageId} />
                <Hidden name="number" value={String(number)} />
                <Hidden name="state" value={isOpen ? "answered" : "open"} />
                <Button look="quiet" small>
                  {isOpen ? "It is answered" : "It is open after all"}
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
