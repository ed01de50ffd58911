/**
 * Answers a question that is not ours to answer with the way to those who can, and closes the case with
 * that letter (ALE-23). Never without it: nobody is left with a closed case and no answer.
 */
import { z } from "zod";
import { mustBeToClose } from "../../core/cases/closing.ts";
import { staffSide } from "../../core/cases/sides.ts";
import { blanksLeft } from "../../core/letters/blank.ts";
import { Refusal } from "../../core/refusal.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import { opens, partiesOf } from "../../store/parties/reader.ts";
import { updateState } from "../../store/state/state-rows.ts";
import { defineAction } from "../action.ts";
import { letterGuard } from "../identity/letter-guard.ts";
import { writeToParty } from "../messages/write-to-party.ts";
import { mustBeOpen, onCase } from "../on-case.ts";

export const closeWithPointer = defineAction({
  deed: "close-with-pointer",
  title: "Send them on and close",
  summary: "Answers a question with the way to those who can help, and closes the case.",
  path: "/cases/{caseId}/pointer",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    text: z
      .string()
      .trim()
      .min(20, "Say where they find help.")
      .max(50_000)
      .meta({ title: "Letter", description: "It leaves as it stands here, and the case closes." }),
  }),
  async run(context, actor, { caseId, text }) {
    const author = await context.transaction(actor, async (tx) =>
      (await partiesOf(tx, caseId)).find(({ kind }) => opens(kind)),
    );
    const letter = await letterGuard(context, caseId, author?.partyId);
    return onCase(context, actor, "close-with-pointer", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const [blank] = blanksLeft(text);
      if (blank !== undefined) throw new Refusal("message.blank-left", { what: blank });
      const { reference } = desk.head;
      if (!author) throw new Refusal("party.unknown");
      letter.mustPass(author.pseudonym, [{ place: "Letter", text }]);
      const words = { subject: "", text, question: false, tells: "talk" as const };
      const messageId = await writeToParty(context, desk, { actor, party: author }, words);
      const { raisesExploitationCheck } = desk.policy.liveIncident;
      const facts = await factsOf(desk.tx, caseId);
      mustBeToClose(facts, "routed", { reference, raisesExploitationCheck });
      // The letter says that it closes: a second one would say it again.
      const body = { reason: "routed", messageId };
      const eventId = await desk.record({ sideId: staffSide, type: "case.closed", body });
      const closed = { closed_at: context.now(), close_reason: "routed", last_event_id: eventId };
      await updateState(context, desk.tx, "cases", { case_id: caseId }, closed);
      return { messageId };
    });
  },
});
