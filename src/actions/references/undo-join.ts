/**
 * Takes a mail out of the case that it was put into: nobody reads it there any more, and the case that it
 * had opened waits in the tray again, its clocks as they would have been.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { movedBackEvent, movedEvent } from "../../core/clocks/end-all.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { newestEventOf } from "../../store/cases/tray-reader.ts";
import { claimsFrom } from "../../store/claims/reader.ts";
import { settleClaim } from "../../store/claims/writer.ts";
import { withdrawMessage } from "../../store/messages/writer.ts";
import { updateState } from "../../store/state/state-rows.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { onTwoCases } from "./on-two-cases.ts";

export const undoJoin = defineAction({
  deed: "undo-join",
  title: "Take it out again",
  summary: "Takes a mail out of the case that it was put into.",
  path: "/cases/{caseId}/join/undo",
  input: z.object({ caseId: z.uuid().meta({ title: "Case that the mail opened" }) }),
  async run(context, actor, { caseId }) {
    const into = async (tx: Tx) => (await joinOf(tx, caseId)).caseId;
    return onTwoCases(context, actor, "undo-join", { caseId, into }, async (from, target) => {
      const { claimId, partyId, messageId } = await joinOf(from.tx, caseId);
      const taken = await target.record({
        sideId: staffSide,
        type: "message.unjoined",
        body: { claimId, messageId, fromCaseId: caseId },
      });
      if (messageId) await withdrawMessage(context, target.tx, messageId, taken);
      const settledBy = staffIdOf(actor);
      const outcome = { state: "undone", partyId, messageId, settledBy } as const;
      await settleClaim(context, target.tx, claimId, outcome, taken);
      const takesBack = await newestEventOf(from.tx, caseId, movedEvent);
      const back = takesBack ? { takesBack } : {};
      const eventId = await from.record({
        sideId: staffSide,
        type: movedBackEvent,
        body: { outOfCaseId: target.head.caseId, ...back },
        ...back,
      });
      const open = { closed_at: null, close_reason: null, tray: "new", last_event_id: eventId };
      await updateState(context, from.tx, "cases", { case_id: caseId }, open);
      return { caseId };
    });
  },
});

async function joinOf(tx: Tx, caseId: string) {
  const joined = (await claimsFrom(tx, caseId)).find(({ state }) => state === "joined");
  if (!joined) throw new Refusal("join.not-joined");
  return joined;
}
