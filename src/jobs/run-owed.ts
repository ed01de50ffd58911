/**
 * Carries out everything that is owed now, in order and at once: for tests and commands that want
 * to see the end. The running server uses the dispatcher and worker instead.
 */
import type { Actor } from "../core/people/actor.ts";
import { firstOwed, removeOwed } from "../store/outbox/queue.ts";
import { carryOut } from "./carry-out.ts";
import type { TaskContext } from "./task-context.ts";
import { tasks } from "./tasks.ts";

const driver: Actor = { kind: "system", task: "run-owed" };

/**
 * Runs until nothing more is due and returns how many jobs ran. Where one fails, its error comes
 * out and its row stays: calling again tries it again.
 */
export async function runOwed(on: TaskContext): Promise<number> {
  const { context } = on;
  for (let count = 0; ; count += 1) {
    const row = await context.transaction(driver, (tx) => firstOwed(tx, context.now()));
    if (!row) return count;
    await carryOut(on, tasks[row.task], row);
    await context.transaction(driver, (tx) => removeOwed(tx, row.outboxId));
  }
}
