/**
 * Finds mail that has lain in the intake tray untouched for longer than the policy lets it. Its leads
 * hear of it once, and of what comes due soon after in the same mail: forty mails are one alarm.
 */
import { alarmTray } from "../actions/tray/alarm-tray.ts";
import { inForceAt } from "../core/policy/in-force.ts";
import { leadsOf } from "../store/cases/leads-reader.ts";
import { alarmedSince, untouchedSince } from "../store/cases/tray-reader.ts";
import type { Context } from "../store/context.ts";
import type { Tx } from "../store/transaction.ts";

const actor = { kind: "system", task: "sweep-tray" } as const;

/** Returns how many messages were recorded as untouched. */
export async function sweepTray(context: Context): Promise<number> {
  const now = context.now();
  const { trayAlarmMinutes } = inForceAt(context.policies, now).channels;
  const before = new Date(now.getTime() - trayAlarmMinutes * 60_000);
  const groups = await context.transaction(actor, (tx) => groupsOf(tx, before));
  let count = 0;
  for (const [oldest, ...others] of groups) {
    // The one that is told of comes last: broken off before it, the next sweep tells of it.
    for (const caseId of others) count += await alarm(context, caseId, false);
    if (oldest !== undefined) count += await alarm(context, oldest, true);
  }
  return count;
}

/** Cases with the same leads, the oldest first; without those whose leads were told lately. */
async function groupsOf(tx: Tx, before: Date): Promise<string[][]> {
  const told = new Set<string>();
  for (const caseId of await alarmedSince(tx, before)) told.add(await leadsKey(tx, caseId));
  const groups = new Map<string, string[]>();
  for (const { caseId } of await untouchedSince(tx, before)) {
    const key = await leadsKey(tx, caseId);
    if (!told.has(key)) groups.set(key, [...(groups.get(key) ?? []), caseId]);
  }
  return [...groups.values()];
}

async function leadsKey(tx: Tx, caseId: string): Promise<string> {
  return (await leadsOf(tx, caseId)).join(" ");
}

async function alarm(context: Context, caseId: string, tell: boolean): Promise<number> {
  const { alarmed } = await alarmTray.run(context, actor, { caseId, tell });
  return alarmed ? 1 : 0;
}
