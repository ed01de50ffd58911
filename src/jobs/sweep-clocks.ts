/** Finds promises that are due soon or overdue and records each once. Safe on many nodes at once. */
import { alarmClock } from "../actions/clocks/alarm-clock.ts";
import { type AlarmedClock, alarmedClocks } from "../store/clocks/overdue-reader.ts";
import type { Context } from "../store/context.ts";
import { eachOf, throwAll } from "./each-of.ts";

const actor = { kind: "system", task: "sweep-clocks" } as const;

/**
 * Returns how many alarms were recorded: warnings, and times that passed. A clock that cannot be
 * alarmed holds up no other, nor do many of them; such failures are thrown once all others are
 * done. `page` is for tests of where one page ends.
 */
export async function sweepClocks(context: Context, page = 100): Promise<number> {
  const failures: unknown[] = [];
  let count = 0;
  for (let after: AlarmedClock | undefined; ; ) {
    const place = { after, count: page };
    const found = await context.transaction(actor, (tx) => alarmedClocks(tx, context.now(), place));
    count += await eachOf(found, failures, async ({ caseId, clockId }) => {
      const { alarmed } = await alarmClock.run(context, actor, { caseId, clockId });
      return alarmed;
    });
    after = found.at(-1);
    if (after) continue;
    throwAll(failures);
    return count;
  }
}
