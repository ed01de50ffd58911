/** Keeps the promise to analyse a notice, once it is decided what it means for us (ALE-51). */
import { staffSide } from "../../core/cases/sides.ts";
import { isRunning } from "../../core/clocks/clock.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import type { Context } from "../../store/context.ts";
import type { Desk } from "../on-case.ts";

/** Nothing where the case is no notice, or nothing is owed of it. */
export async function noticeDecided(context: Context, desk: Desk): Promise<void> {
  const { kind, caseId } = desk.head;
  if (kind !== "third-party-notice") return;
  const clocks = await clocksOf(desk.tx, caseId);
  const owed = clocks.filter(({ promise }) => promise === "third-party-analysis").some(isRunning);
  if (!owed) return;
  const happenedAt = context.now().toISOString();
  await desk.record({
    sideId: staffSide,
    type: "notice.decided",
    body: { happenedAt, until: null, partyId: null, towards: "staff", subjectId: caseId },
    subjectId: caseId,
    owedTo: staffSide,
  });
}
