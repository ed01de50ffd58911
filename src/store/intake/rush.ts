/** Whether reports pour in: they are written down first, cases are made of them a little later. */
import { type Rush, rushOf } from "../../lib/rush.ts";
import type { Context } from "../context.ts";

/** More than that many in a quarter of a second: 80 a second. */
const rushSize = { count: 20, withinMs: 250 };

const rushes = new WeakMap<Context, Rush>();

function rushOn(context: Context): Rush {
  const known = rushes.get(context);
  if (known) return known;
  const rush = rushOf(rushSize);
  rushes.set(context, rush);
  return rush;
}

/** One more report came. */
export function countForRush(context: Context): void {
  rushOn(context).came(context.now().getTime());
}

export function isRush(context: Context): boolean {
  return rushOn(context).isOn(context.now().getTime());
}
