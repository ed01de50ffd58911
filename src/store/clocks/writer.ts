/** Lets an event turn a case's clocks as its policy says, in the transaction that records the event. */
import { nextAlarmAt } from "../../core/clocks/alarms.ts";
import {
  areOfOneMatter,
  type Clock,
  type ClockChange,
  type ClockEvent,
  isRunning,
} from "../../core/clocks/clock.ts";
import { clocksOwed } from "../../core/clocks/clocks-owed.ts";
import { movedToPolicy } from "../../core/clocks/move-to-policy.ts";
import { endedBefore } from "../../core/clocks/owed-again.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { canonicalJson } from "../../lib/canonical-json.ts";
import type { Context } from "../context.ts";
import { insertState, updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";
import { historyOf } from "./history-reader.ts";
import { type ClockRow, clocksOf } from "./reader.ts";

/** Lets the event turn the clocks of the case. */
export async function turnClocks(
  context: Context,
  tx: Tx,
  at: { caseId: string; policy: Policy },
  event: ClockEvent,
): Promise<void> {
  const clocks = await clocksOf(tx, at.caseId);
  const seen = { ...event, caseId: at.caseId };
  const facts = { clocks, event: seen, holidaysOf: context.holidaysIn };
  await saveChanges(context, tx, { ...at, clocks }, event, clocksOwed(at.policy, facts));
}

/**
 * Lets the clocks of a case run by another version of its policy from that event on. Call it before
 * the case itself names the version: clocks that ended keep the one by which they ran.
 */
export async function moveClocks(
  context: Context,
  tx: Tx,
  { caseId, from, to }: { caseId: string; from: Policy; to: Policy },
  event: Pick<ClockEvent, "id" | "at" | "severity">,
): Promise<void> {
  const clocks = await clocksOf(tx, caseId);
  const history = await historyOf(tx, caseId);
  await keepVersion(context, tx, { caseId, version: from.version }, event.id);
  const move = { clocks, from, event, history, holidaysOf: context.holidaysIn };
  await saveChanges(context, tx, { caseId, policy: to, clocks }, event, movedToPolicy(to, move));
}

/** Rows from before clocks kept their version ran by the case's own. */
async function keepVersion(
  context: Context,
  tx: Tx,
  { caseId, version }: { caseId: string; version: number },
  eventId: string,
): Promise<void> {
  const rows = await tx.query<{ clockId: string }>(
    `select clock_id as "clockId" from clocks
      where case_id = $1 and policy_version is null limit 500`,
    [caseId],
  );
  const change = { policy_version: version, last_event_id: eventId };
  for (const { clockId } of rows) {
    await updateState(context, tx, "clocks", { clock_id: clockId }, change);
  }
}

/** Saves what an event did to clocks of the case: `clocks` are all of them as they were before. */
export async function saveChanges(
  context: Context,
  tx: Tx,
  at: { caseId: string; policy: Policy; clocks: readonly ClockRow[] },
  event: Pick<ClockEvent, "id" | "at" | "takesBack" | "exceptions">,
  changes: readonly ClockChange[],
): Promise<void> {
  const running = at.clocks.filter(isRunning);
  const again = endedBefore(at.clocks, event);
  const ended = at.clocks.filter((row) => again.includes(row));
  for (const { effect, clock } of changes) {
    const terms = at.policy.promises[clock.promise];
    const nextAlarm = terms && nextAlarmAt(clock, terms, event.at);
    const values = columnsOf(clock, nextAlarm, event.id);
    const among = effect === "reinstate" ? ended : running;
    const before = effect === "start" ? undefined : among.find((row) => areOfOneMatter(row, clock));
    if (before) await updateState(context, tx, "clocks", { clock_id: before.clockId }, values);
    else await insertClock(context, tx, at.caseId, clock, values);
  }
}

async function insertClock(
  context: Context,
  tx: Tx,
  caseId: string,
  { promise, owedTo, subjectId }: Clock,
  values: ReturnType<typeof columnsOf>,
): Promise<void> {
  await insertState(context, tx, "clocks", {
    clock_id: context.newId(),
    case_id: caseId,
    side_id: owedTo,
    promise,
    owed_to: owedTo,
    subject_id: subjectId,
    ...values,
  });
}

function columnsOf(clock: Clock, nextAlarm: Date | undefined, eventId: string) {
  return {
    policy_version: clock.policyVersion,
    started_at: clock.startedAt,
    due_at: clock.dueAt,
    former_dues: listed(clock.formerDues),
    paused_at: clock.pausedAt ?? null,
    held: clock.held ? true : null,
    paused_ms: clock.pausedMs,
    pauses: listed(clock.pauses),
    met_at: clock.metAt ?? null,
    met_event_id: clock.metBy ?? null,
    stopped_at: clock.stoppedAt ?? null,
    stopped_by_event_id: clock.stoppedBy ?? null,
    warned_at: clock.warnedAt ?? null,
    alarmed_at: clock.alarmedAt ?? null,
    next_alarm_at: nextAlarm ?? null,
    last_event_id: eventId,
  };
}

/** JSON of what a clock lists, null where it lists nothing. */
function listed(list: readonly object[] | undefined): string | null {
  return list && list.length > 0 ? canonicalJson(JSON.parse(JSON.stringify(list))) : null;
}
