/**
 * Answers a mail that had reached several parties of the case: each gets a message of its own in its own
 * thread, encrypted to its own key, and none sees who else did. Nothing is written unless all may have it.
 */
import { z } from "zod";
import type { ContentKind } from "../../core/mail/may-leave.ts";
import { Refusal } from "../../core/refusal.ts";
import { reachedBy } from "../../store/messages/reached-reader.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { defineAction } from "../action.ts";
import { type LetterGuard, letterGuard } from "../identity/letter-guard.ts";
import { onCase } from "../on-case.ts";
import { writeToParty } from "./write-to-party.ts";

const kinds = ["talk", "decision", "secret"] as const satisfies readonly ContentKind[];

export const answerAll = defineAction({
  deed: "answer-all",
  title: "Answer all of them",
  summary:
    "Answers a mail that had reached several parties of the case, each by a message of its own.",
  path: "/cases/{caseId}/messages/{messageId}/answers",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    messageId: z.uuid().meta({ title: "Mail that is answered" }),
    text: z.string().trim().min(1, "Write a message.").max(50_000).meta({
      title: "Message to all of them",
      description: "The same words for each. None of them sees who else got it.",
    }),
    tells: z
      .enum(kinds)
      .default("talk")
      .meta({
        title: "What it speaks of",
        description:
          "What is not public never goes to somebody unencrypted by the usual policy, whatever they agreed to.",
        words: {
          talk: "What they sent us",
          decision: "A decision of ours",
          secret: "Fixes, drafts, or what others told us",
        },
      }),
  }),
  async run(context, actor, { caseId, messageId, text, tells }) {
    const reached = await context.transaction(actor, (tx) =>
      reachedBy(context, tx, caseId, messageId),
    );
    const guards = new Map<string, LetterGuard>();
    for (const id of reached) guards.set(id, await letterGuard(context, caseId, id));
    return onCase(context, actor, "answer-all", caseId, async (desk) => {
      const all = (await partiesOf(desk.tx, caseId)).filter((each) => guards.has(each.partyId));
      if (all.length < 2) throw new Refusal("message.reached-one");
      const texts = [{ place: "Message", text }];
      for (const party of all) guards.get(party.partyId)?.mustPass(party.pseudonym, texts);
      const messageIds: string[] = [];
      for (const party of all) {
        const words = { subject: "", text, tells, question: false, answers: messageId };
        messageIds.push(await writeToParty(context, desk, { actor, party }, words));
      }
      return { messageIds };
    });
  },
});
