/** Finds promises that are due soon or overdue and records each once. Safe on many nodes at once. */
import { alarmClock } from "../actions/clocks/alarm-clock.ts";
import { Refusal } from "../core/refusal.ts";
import { alarmedClocks } from "../store/clocks/overdue-reader.ts";
import type { Context } from "../store/context.ts";

const actor = { kind: "system", task: "sweep-clocks" } as const;

/**
 * Returns how many alarms were recorded: warnings, and times that passed. A clock that cannot be
 * alarmed holds up no other; the first such failure is thrown once all others are done.
 */
export async function sweepClocks(context: Context): Promise<number> {
  const failures: unknown[] = [];
  for (let count = 0; ; ) {
    const found = await context.transaction(actor, (tx) => alarmedClocks(tx, context.now()));
    let alarmed = 0;
    for (const clock of found) {
      try {
        alarmed += (await alarm(context, clock)) ? 1 : 0;
      } catch (error) {
        failures.push(error);
      }
    }
    count += alarmed;
    // Another node was faster with all of them, or they cannot be alarmed: the next sweep looks again.
    if (alarmed > 0) continue;
    if (failures.length > 0) throw failures[0];
    return count;
  }
}

async function alarm(context: Context, clock: { caseId: string; clockId: string }) {
  try {
    return (await alarmClock.run(context, actor, clock)).alarmed;
  } catch (error) {
    // A case that was erased meanwhile owes nothing more.
    const over = ["access.not-found", "content.erased"];
    if (error instanceof Refusal && over.includes(error.code)) return false;
    throw error;
  }
}
