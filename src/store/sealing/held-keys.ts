/** Keys that a reader's caller holds already, so that a page looks them up once. Never stores a key. */
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";
import { keysOf, type ObjectKey } from "./object-keys.ts";

/** Keys that the caller has already (keysOfCase); what is missing among them is looked up. */
export type HeldKeys = ReadonlyMap<string, ObjectKey>;

export async function keysFor(
  context: Context,
  tx: Tx,
  objectIds: readonly string[],
  held: HeldKeys | undefined,
): Promise<HeldKeys> {
  return held && objectIds.every((id) => held.has(id)) ? held : keysOf(context, tx, objectIds);
}
