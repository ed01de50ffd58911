/** Reopens a closed case with a reason; its promises run again as the policy says. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import type { EventId } from "../../store/events/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { reporterOf } from "../../store/parties/reader.ts";
import { updateState } from "../../store/state/state-rows.ts";
import { defineAction } from "../action.ts";
import { type Desk, onCase } from "../on-case.ts";

/** Opens a closed case again: the event, whose promises run as the policy says, and the row. */
export async function reopen(context: Context, desk: Desk, reason: string): Promise<EventId> {
  const { caseId, closeReason } = desk.head;
  const reporter = await reporterOf(desk.tx, caseId);
  const eventId = await desk.record({
    sideId: staffSide,
    type: "case.reopened",
    body: { before: closeReason },
    text: { key: desk.caseKey, plain: reason },
    subjectId: caseId,
    ...(reporter ? { owedTo: reporter.partyId } : {}),
  });
  const change = { closed_at: null, close_reason: null, last_event_id: eventId };
  await updateState(context, desk.tx, "cases", { case_id: caseId }, change);
  return eventId;
}

export const reopenCase = defineAction({
  deed: "reopen-case",
  title: "Reopen the case",
  summary:
    "Reopens a closed case with a reason; a reporter who was told of its end is told that it is open.",
  path: "/cases/{caseId}/reopening",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    reason: z.string().trim().min(3, "Say why the case is reopened.").max(2_000).meta({
      title: "Reason",
      description:
        "For colleagues. A reporter whom we told of the closing is told that it is open again.",
    }),
  }),
  async run(context, actor, { caseId, reason }) {
    return onCase(context, actor, "reopen-case", caseId, async (desk) => {
      if (!desk.head.closedAt) throw new Refusal("case.open", { reference: desk.head.reference });
      // Its clocks were ended, not its matter: taking it back lets them run with the dates they had.
      if (desk.head.tray === "not-for-us") {
        throw new Refusal("tray.recall-first", { reference: desk.head.reference });
      }
      if (desk.head.closeReason === "joined") {
        throw new Refusal("join.joined", { reference: desk.head.reference });
      }
      // Whoever was told that it is closed is told that it is not (VEN-11).
      const eventId = await reopen(context, desk, reason);
      await owe(context, desk.tx, "notify", { caseId, subjectId: eventId });
      return { caseId };
    });
  },
});
