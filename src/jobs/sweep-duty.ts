/**
 * Finds cases that nobody takes or answers. What was done about each stands in its record, so that a
 * restart wakes nobody twice and leaves nobody out. Safe on many nodes at once.
 */
import { alarmNeglected } from "../actions/duty/alarm-neglected.ts";
import { wakeOnCall } from "../actions/duty/wake-on-call.ts";
import { isOver, stepsSince } from "../core/duty/escalation.ts";
import { freeSince } from "../core/duty/urgency.ts";
import type { Alerts } from "../core/policy/alerts.ts";
import { inForceAt } from "../core/policy/in-force.ts";
import { Refusal } from "../core/refusal.ts";
import { leadsOf } from "../store/cases/leads-reader.ts";
import type { Context } from "../store/context.ts";
import {
  dutyRecords,
  longUnanswered,
  longUnowned,
  type MaybeUrgent,
  maybeUrgent,
} from "../store/duty/untaken-reader.ts";
import type { Tx } from "../store/transaction.ts";

const actor = { kind: "system", task: "sweep-duty" } as const;

/**
 * Urgent cases without an owner; returns how many steps were taken. Looks at every one: many that were
 * woken for in vain stand before none that is new. `count` is for tests of where one page ends.
 */
export async function sweepUntaken(context: Context, count = 500): Promise<number> {
  const { alerts, scoring } = inForceAt(context.policies, context.now());
  const highest = scoring.bands[0]?.name;
  const bands = [...(highest ? [highest] : []), ...Object.keys(alerts.bySeverity)];
  const left: string[] = [];
  for (let after: MaybeUrgent | undefined; ; ) {
    const page = await context.transaction(actor, async (tx) => {
      const found = await maybeUrgent(tx, bands, { after, count });
      return { last: found.at(-1), left: await notOver(tx, found) };
    });
    left.push(...page.left);
    after = page.last;
    if (!after) break;
  }
  return eachOf(left, async (caseId) => {
    const { woken } = await wakeOnCall.run(context, actor, { caseId });
    return woken !== null;
  });
}

/** Those for which a step is left. */
async function notOver(tx: Tx, found: readonly MaybeUrgent[]): Promise<string[]> {
  const records = await dutyRecords(
    tx,
    found.map(({ caseId }) => caseId),
  );
  return found.flatMap(({ caseId, openedAt }) => {
    const record = records.get(caseId) ?? [];
    return isOver(stepsSince(record, freeSince({ openedAt, record }))) ? [] : [caseId];
  });
}

/** Cases without an owner or an answer for too long; returns how many alarms were recorded. */
export async function sweepNeglected(context: Context): Promise<number> {
  const { alerts } = inForceAt(context.policies, context.now());
  return (
    (await alarmEach(context, "unowned", alerts)) + (await alarmEach(context, "unanswered", alerts))
  );
}

async function alarmEach(
  context: Context,
  about: "unowned" | "unanswered",
  { unownedHours, unansweredHours }: Alerts,
): Promise<number> {
  const hours = about === "unowned" ? unownedHours : unansweredHours;
  const before = new Date(+context.now() - hours * 3_600_000);
  const find = about === "unowned" ? longUnowned : longUnanswered;
  const groups = await context.transaction(actor, async (tx) => {
    const byLeads = new Map<string, string[]>();
    for (const caseId of await find(tx, before)) {
      const leads = (await leadsOf(tx, caseId)).join(" ");
      byLeads.set(leads, [...(byLeads.get(leads) ?? []), caseId]);
    }
    return [...byLeads.values()];
  });
  // Forty cases are one mail to the same leads: the oldest is told of, and comes last, so that a
  // sweep which was broken off before it tells of it at its next turn.
  return eachOf(
    groups.flatMap(([oldest, ...others]) => [
      ...others.map((caseId) => ({ caseId, tell: false })),
      ...(oldest === undefined ? [] : [{ caseId: oldest, tell: true }]),
    ]),
    async ({ caseId, tell }) =>
      (await alarmNeglected.run(context, actor, { caseId, about, tell })).alarmed,
  );
}

/** One that fails holds up no other; the first failure is thrown once all others are done. */
async function eachOf<T>(all: readonly T[], deed: (one: T) => Promise<boolean>): Promise<number> {
  const failures: unknown[] = [];
  let count = 0;
  for (const one of all) {
    try {
      count += (await deed(one)) ? 1 : 0;
    } catch (error) {
      // A case that was erased meanwhile owes nothing more.
      const over = ["access.not-found", "content.erased"];
      if (!(error instanceof Refusal && over.includes(error.code))) failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return count;
}
