/** Lets an event turn a case's clocks as its policy says, in the transaction that records the event. */
import { calendarOf } from "../../core/clocks/calendar-of.ts";
import { type Clock, type ClockEvent, isRunning } from "../../core/clocks/clock.ts";
import { type ClockChange, clocksOwed } from "../../core/clocks/clocks-owed.ts";
import type { Policy } from "../../core/policy/policy.ts";
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
    alarmed_at: null,
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
    started_at: clock.startedAt,
    due_at: clock.dueAt,
    paused_at: clock.pausedAt ?? null,
    paused_ms: clock.pausedMs,
    met_at: clock.metAt ?? null,
    met_event_id: clock.metBy ?? null,
    stopped_at: clock.stoppedAt ?? null,
    last_event_id: eventId,
  };
}
