/**
 * Takes reports that lie at other sites: each once by its name there, sealed and committed before the
 * place up to which a site was read moves on. A worker makes the cases.
 */
import type { Actor } from "../../core/people/actor.ts";
import {
  arrivalOfOutside,
  markOfOutside,
  type OutsideReport,
} from "../../core/reports/outside-report.ts";
import type { Context } from "../../store/context.ts";
import { isTaken, newestAt, noteRead } from "../../store/intake/outside-writer.ts";
import { takeOriginal } from "../../store/intake/taking-writer.ts";
import { sealOriginal } from "../../store/intake/writer.ts";

const actor: Actor = { kind: "system", task: "read-outside" };

/** Up to when the reports of a site were taken; null before the first. */
export function readTo(context: Context, source: string): Promise<Date | null> {
  return context.transaction(actor, (tx) => newestAt(tx, source));
}

/** `reports` the oldest first. Returns how many were new. */
export async function takeOutside(
  context: Context,
  source: string,
  product: string,
  reports: readonly OutsideReport[],
): Promise<number> {
  let taken = 0;
  for (const report of reports) {
    const onceAs = markOfOutside(report);
    const hash = context.masterKey.hash("source-hash", onceAs);
    if (await context.transaction(actor, (tx) => isTaken(tx, hash))) continue;
    const arrival = arrivalOfOutside(report, product, context.now());
    const bytes = Buffer.from(JSON.stringify(arrival));
    const original = { channel: "api" as const, bytes, receiptHash: null, once: true, onceAs };
    // Two nodes that read at once: the database keeps one.
    await takeOriginal(context, await sealOriginal(context, original));
    taken += 1;
  }
  const newest = reports.at(-1)?.createdAt ?? null;
  await context.transaction(actor, (tx) => noteRead(tx, source, newest, context.now()));
  return taken;
}
