/**
 * Takes away what imports have left after a month. A file of old cases names people, and none of it
 * hangs on a case that is erased.
 */
import type { Actor } from "../../core/people/actor.ts";
import type { Context } from "../../store/context.ts";
import { forgetImportsBefore } from "../../store/imports/writer.ts";

const actor: Actor = { kind: "system", task: "sweep-retention" };

/** A job that failed so long is not tried again; what was wrong with a file was read by then. */
const keptMs = 30 * 86_400_000;

/** Returns how many had anything left. */
export async function forgetImports(context: Context): Promise<number> {
  const now = context.now();
  const before = new Date(now.getTime() - keptMs);
  return context.transaction(actor, (tx) => forgetImportsBefore(tx, before, now));
}
