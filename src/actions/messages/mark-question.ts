/**
 * Says of one question of a list that its answer came by another way, or that what came was none.
 * The last one that is answered ends our waiting.
 */
import { z } from "zod";
import { askedIn, type QuestionMark, questionsMax } from "../../core/conversation/questions.ts";
import { Refusal } from "../../core/refusal.ts";
import { waitingOf } from "../../store/clocks/waiting-reader.ts";
import { questionMarksOf } from "../../store/messages/question-reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const markQuestion = defineAction({
  deed: "mark-question",
  title: "Mark the question",
  summary: "Says of one question of a list that it is answered, or open after all.",
  path: "/cases/{caseId}/messages/{messageId}/questions",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    messageId: z.uuid().meta({ title: "Message that asks" }),
    number: z.int().min(1).max(questionsMax).meta({ title: "Question" }),
    state: z.enum(["answered", "open"]).meta({
      title: "It is",
      words: { answered: "Answered", open: "Open after all" },
    }),
  }),
  async run(context, actor, { caseId, messageId, number, state }) {
    return onCase(context, actor, "mark-question", caseId, async (desk) => {
      const { tx } = desk;
      const thread = await threadOf(context, tx, caseId);
      const marks = await questionMarksOf(tx, caseId);
      const asking = thread.find((each) => each.messageId === messageId);
      const question = asking && askedIn(asking, thread, marks)[number - 1];
      if (!asking || !question) throw new Refusal("questions.unknown");
      if (question.isOpen === (state === "open")) throw new Refusal("questions.stands");
      const mark = { messageId, number, state } satisfies QuestionMark;
      const side = { sideId: asking.sideId, owedTo: asking.sideId };
      const eventId = await desk.record({ ...side, type: "question.marked", body: mark });
      const open = askedIn(asking, thread, [...marks, mark]).some(({ isOpen }) => isOpen);
      if (!open && (await waitingOf(tx, caseId, asking.sideId)) === messageId) {
        const body = { about: eventId, question: messageId };
        await desk.record({ ...side, type: "question.answered", body, subjectId: messageId });
      }
      return { open };
    });
  },
});
