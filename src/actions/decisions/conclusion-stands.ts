/** What follows once an analysis is concluded: the events, the end of an accepted risk, the letter. */
import { staffSide } from "../../core/cases/sides.ts";
import { leavesUnmended } from "../../core/decisions/reasons.ts";
import type { Context } from "../../store/context.ts";
import type { EventId } from "../../store/events/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { reporterOf } from "../../store/parties/reader.ts";
import { noticeDecided } from "../cases/notice-decided.ts";
import type { Desk } from "../on-case.ts";
import { endException } from "./end-exception.ts";

export async function conclusionStands(
  context: Context,
  desk: Desk,
  conclusion: {
    readonly decisionId: string;
    readonly outcome: string;
    readonly endsAt?: Date | undefined;
  },
): Promise<EventId> {
  const { decisionId, outcome, endsAt } = conclusion;
  const { caseId } = desk.head;
  const eventId = await desk.record({
    sideId: staffSide,
    type: "analysis.concluded",
    body: { decisionId, outcome },
  });
  if (outcome !== "not-confirmed") {
    const reporter = await reporterOf(desk.tx, caseId);
    await desk.record({
      sideId: staffSide,
      type: "vulnerability.confirmed",
      body: { decisionId },
      subjectId: caseId,
      ...(reporter ? { owedTo: reporter.partyId } : {}),
    });
  }
  if (leavesUnmended(outcome) && endsAt) {
    // Its date is a promise to ourselves: on that day it is decided anew (ALE-64).
    await desk.record({
      sideId: staffSide,
      type: "exception.recorded",
      body: { decisionId, until: endsAt.toISOString() },
      subjectId: caseId,
      agreed: endsAt,
    });
  } else {
    await endException(context, desk, "ended");
  }
  await noticeDecided(context, desk);
  await owe(context, desk.tx, "notify", { caseId, subjectId: eventId });
  await owe(context, desk.tx, "tell-followers", { caseId, subjectId: eventId });
  return eventId;
}
