/**
 * Finds cases that nobody takes or answers. What was done about each stands in its record, so that a
 * restart wakes nobody twice and leaves nobody out. Safe on many nodes at once.
 */
import { releaseCase } from "../actions/cases/release-case.ts";
import { alarmNeglected } from "../actions/duty/alarm-neglected.ts";
import { wakeOnCall } from "../actions/duty/wake-on-call.ts";
import { isOver } from "../core/duty/escalation.ts";
import { freeSince, urgentBands } from "../core/duty/urgency.ts";
import { inForceAt } from "../core/policy/in-force.ts";
import { leadsOf } from "../store/cases/leads-reader.ts";
import type { Context } from "../store/context.ts";
import {
  casesOfGone,
  dutyRecords,
  longUnanswered,
  longUnowned,
  type MaybeUrgent,
  maybeUrgent,
  type NeglectedCase,
} from "../store/duty/untaken-reader.ts";
import type { Tx } from "../store/transaction.ts";
import { alarmGroups, eachOf, throwAll } from "./each-of.ts";

const actor = { kind: "system", task: "sweep-duty" } as const;

/**
 * Urgent cases without an owner; returns how many steps were taken. Looks at every one: many that were
 * woken for in vain stand before none that is new. `count` is for tests of where one page ends.
 */
export async function sweepUntaken(context: Context, count = 500): Promise<number> {
  const { alerts, scoring } = inForceAt(context.policies, context.now());
  const bands = urgentBands(alerts, scoring.bands[0]?.name);
  const failures: unknown[] = [];
  await freeCasesOfGone(context, failures);
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
  const steps = await eachOf(left, failures, async (caseId) => {
    const { woken } = await wakeOnCall.run(context, actor, { caseId });
    return woken !== null;
  });
  throwAll(failures);
  return steps;
}

/** Who has left answers for nothing: their cases stand among those that somebody must take. */
async function freeCasesOfGone(context: Context, failures: unknown[]): Promise<void> {
  const cases = await context.transaction(actor, casesOfGone);
  await eachOf(cases, failures, async (caseId) => {
    await releaseCase.run(context, actor, { caseId });
    return true;
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
    return isOver(record, freeSince({ openedAt, record })) ? [] : [caseId];
  });
}

/**
 * Cases without an owner or an answer for too long; returns how many alarms were recorded. `page` is for
 * tests of where one page ends.
 */
export async function sweepNeglected(context: Context, page = 500): Promise<number> {
  const { alerts } = inForceAt(context.policies, context.now());
  const failures: unknown[] = [];
  let count = 0;
  for (const about of ["unowned", "unanswered"] as const) {
    const hours = about === "unowned" ? alerts.unownedHours : alerts.unansweredHours;
    const before = new Date(+context.now() - hours * 3_600_000);
    count += await alarmEach(context, { about, before, page }, failures);
  }
  throwAll(failures);
  return count;
}

/** A page of them; behind cases of which none can be alarmed the next one, which they must not hide. */
async function alarmEach(
  context: Context,
  { about, before, page }: { about: "unowned" | "unanswered"; before: Date; page: number },
  failures: unknown[],
): Promise<number> {
  const find = about === "unowned" ? longUnowned : longUnanswered;
  for (let after: NeglectedCase | undefined; ; ) {
    const place = { after, count: page };
    const { groups, last } = await context.transaction(actor, async (tx) => {
      const found = await find(tx, before, place);
      const byLeads = new Map<string, string[]>();
      for (const { caseId } of found) {
        const leads = (await leadsOf(tx, caseId)).join(" ");
        byLeads.set(leads, [...(byLeads.get(leads) ?? []), caseId]);
      }
      return { groups: [...byLeads.values()], last: found.at(-1) };
    });
    const alarmed = await alarmGroups(groups, failures, async (caseId, tell) => {
      return (await alarmNeglected.run(context, actor, { caseId, about, tell })).alarmed;
    });
    if (alarmed > 0 || !last) return alarmed;
    after = last;
  }
}
