/**
 * Records that somebody read a part of a case (ALE-39, CC-32), and when a report was first opened.
 * Part of every page that shows a case; nobody does it by hand.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import type { Actor } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import type { Context } from "../../store/context.ts";
import { appendEvent } from "../../store/events/writer.ts";
import { lockUnreadReports } from "../../store/reports/reader.ts";
import { updateState } from "../../store/state/state-rows.ts";
import type { Tx } from "../../store/transaction.ts";
import { recordAccess } from "../access/record-access.ts";
import { defineAction } from "../action.ts";
import { portalPart, recordReading } from "../messages/record-reading.ts";

/** The part of a case's pages that shows its reports. */
export const reportsPart = "overview";

export const readCase = defineAction({
  deed: "read-case",
  title: "Read a case",
  summary: "Records that a part of a case was read.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    what: z.string().min(1).max(100).meta({ title: "Part of the case" }),
  }),
  async run(context, actor, { caseId, what }) {
    const firstRead = await context.transaction(actor, async (tx) => {
      permit(actor, "read-case", await membershipOf(tx, caseId));
      if (actor.kind === "outsider" && what === portalPart) await recordReading(context, tx, actor);
      // A party's reading is recorded; only that of staff is the first reading of a report.
      return actor.kind === "staff" && what === reportsPart
        ? markFirstRead(context, tx, caseId)
        : 0;
    });
    await recordReadingOfCase(context, actor, { caseId, what });
    return { firstRead };
  },
});

/** For a page that has read the case as its reader may, where no report of it waits for a first reading. */
export function recordReadingOfCase(
  context: Context,
  actor: Actor,
  { caseId, what }: { readonly caseId: string; readonly what: string },
): Promise<void> {
  return recordAccess(context, actor, { kind: "case.read", caseId, what });
}

/** The first reading is an instant of its own beside arrival (CC-06); it is set once. */
async function markFirstRead(context: Context, tx: Tx, caseId: string): Promise<number> {
  const unread = await lockUnreadReports(tx, caseId);
  for (const reportId of unread) {
    const last_event_id = await appendEvent(context, tx, {
      caseId,
      sideId: staffSide,
      type: "report.read",
      body: { reportId },
    });
    const change = { first_read_at: context.now(), last_event_id };
    await updateState(context, tx, "reports", { report_id: reportId }, change);
  }
  return unread.length;
}
