/** Lets an event turn a case's clocks as its policy says, in the transaction that records the event. */
import { calendarOf } from "../../core/clocks/calendar-of.ts";
import { type Clock, type ClockEvent, isRunning } from "../../core/clocks/clock.ts";
import { type ClockChange, clocksOwed } from "../../core/clocks/clocks-owed.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { canonicalJson } from "../../lib/canonical-json.ts";
import type { Context } from "../context.ts";
import { insertState, updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";
import { type ClockRow, clocksOf } from "./reader.ts";

export async function turnClocks(
  context: Context,
  tx: Tx,
  at: { caseId: string; policy: Policy },
  event: ClockEvent,
): Promise<void> {
  const rows = await clocksOf(tx, at.caseId);
  const calendar = calendarOf(at.policy, context.holidaysIn);
  const changes = clocksOwed(at.policy, { clocks: rows, event, calendar });
  const running = rows.filter(isRunning);
  for (const change of changes) await saveChange(context, tx, at.caseId, event.id, change, running);
}

async function saveChange(
  context: Context,
  tx: Tx,
  caseId: string,
  eventId: string,
  change: ClockChange,
  running: readonly ClockRow[],
): Promise<void> {
  const before =
    change.effect === "start" ? undefined : running.find((row) => same(row, change.clock));
  const values = columnsOf(change.clock, eventId);
  if (before) {
    await updateState(context, tx, "clocks", { clock_id: before.clockId }, values);
    return;
  }
  await insertState(context, tx, "clocks", {
    clock_id: context.newId(),
    case_id: caseId,
    side_id: change.clock.owedTo,
    promise: change.clock.promise,
    owed_to: change.clock.owedTo,
    subject_id: change.clock.subjectId,
    ...values,
  });
}

function same(row: Clock, clock: Clock): boolean {
  return (
    row.promise === clock.promise &&
    row.owedTo === clock.owedTo &&
    row.subjectId === clock.subjectId
  );
}

function columnsOf(clock: Clock, eventId: string) {
  return {
    policy_version: clock.policyVersion,
    started_at: clock.startedAt,
    due_at: clock.dueAt,
    former_dues: listed(clock.formerDues),
    paused_at: clock.pausedAt ?? null,
    paused_ms: clock.pausedMs,
    pauses: listed(clock.pauses),
    met_at: clock.metAt ?? null,
    met_event_id: clock.metBy ?? null,
    stopped_at: clock.stoppedAt ?? null,
    stopped_by_event_id: clock.stoppedBy ?? null,
    warned_at: clock.warnedAt ?? null,
    alarmed_at: clock.alarmedAt ?? null,
    last_event_id: eventId,
  };
}

/** JSON of what a clock lists, null where it lists nothing. */
function listed(list: readonly object[] | undefined): string | null {
  return list && list.length > 0 ? canonicalJson(JSON.parse(JSON.stringify(list))) : null;
}
