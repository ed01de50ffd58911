/**
 * Finds mail that has lain in the intake tray untouched for longer than the policy lets it. Its leads
 * hear of it once, and of what comes due soon after in the same mail: forty mails are one alarm.
 */
import { alarmTray } from "../actions/tray/alarm-tray.ts";
import { inForceAt } from "../core/policy/in-force.ts";
import { leadsOf } from "../store/cases/leads-reader.ts";
import { alarmedSince, type UntouchedCase, untouchedSince } from "../store/cases/tray-reader.ts";
import type { Context } from "../store/context.ts";
import type { Tx } from "../store/transaction.ts";
import { alarmGroups, throwAll } from "./each-of.ts";

const actor = { kind: "system", task: "sweep-tray" } as const;

/** Returns how many messages were recorded as untouched. `page` is for tests of where one page ends. */
export async function sweepTray(context: Context, page = 500): Promise<number> {
  const now = context.now();
  const { trayAlarmMinutes } = inForceAt(context.policies, now).channels;
  const before = new Date(now.getTime() - trayAlarmMinutes * 60_000);
  const failures: unknown[] = [];
  let count = 0;
  // Behind messages of which none can be alarmed the next ones, which they must not hide.
  for (let after: UntouchedCase | undefined; count === 0; ) {
    const place = { after, count: page };
    const { groups, last } = await context.transaction(actor, (tx) => groupsOf(tx, before, place));
    count = await alarmGroups(groups, failures, async (caseId, tell) => {
      return (await alarmTray.run(context, actor, { caseId, tell })).alarmed;
    });
    after = last;
    if (!after) break;
  }
  throwAll(failures);
  return count;
}

/** Cases with the same leads, the oldest first; without those whose leads were told lately. */
async function groupsOf(
  tx: Tx,
  before: Date,
  place: { readonly after: UntouchedCase | undefined; readonly count: number },
): Promise<{ groups: string[][]; last: UntouchedCase | undefined }> {
  const told = new Set<string>();
  for (const caseId of await alarmedSince(tx, before)) told.add(await leadsKey(tx, caseId));
  const groups = new Map<string, string[]>();
  const found = await untouchedSince(tx, before, place);
  for (const { caseId } of found) {
    const key = await leadsKey(tx, caseId);
    if (!told.has(key)) groups.set(key, [...(groups.get(key) ?? []), caseId]);
  }
  return { groups: [...groups.values()], last: found.at(-1) };
}

async function leadsKey(tx: Tx, caseId: string): Promise<string> {
  return (await leadsOf(tx, caseId)).join(" ");
}
