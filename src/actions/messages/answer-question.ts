/** A party answers one question of a list on its page. The others stay open. */
import { z } from "zod";
import { askedIn, questionsMax } from "../../core/conversation/questions.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { questionMarksOf } from "../../store/messages/question-reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { defineAction } from "../action.ts";
import { writeFromParty } from "./write-from-party.ts";

export const answerQuestion = defineAction({
  deed: "answer-question",
  title: "Send the answer",
  summary: "A party answers one question of a list.",
  path: "/cases/{caseId}/messages/{messageId}/question-answers",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    messageId: z.uuid().meta({ title: "Message that asks" }),
    number: z.int().min(1).max(questionsMax).meta({ title: "Question" }),
    text: z.string().trim().min(1, "Write an answer.").max(20_000).meta({ title: "Your answer" }),
  }),
  async run(context, actor, { caseId, messageId, number, text }) {
    return context.transaction(actor, async (tx) => {
      permit(actor, "answer-question", await membershipOf(tx, caseId));
      if (actor.kind !== "outsider") throw new Refusal("access.not-permitted");
      const thread = await threadOf(context, tx, caseId);
      const asking = thread.find((each) => each.messageId === messageId);
      const asked = asking && askedIn(asking, thread, await questionMarksOf(tx, caseId));
      const question = asked?.find((each) => each.number === number);
      if (!question) throw new Refusal("questions.unknown");
      if (!question.isOpen) throw new Refusal("questions.answered");
      const answered = { messageId, number };
      const quoted = `${number}. ${question.text}\n\n${text}`;
      return writeFromParty(context, tx, actor, { text: quoted, answered });
    });
  },
});
