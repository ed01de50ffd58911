/**
 * Reads what the ledger of promises is made from: a case's clocks, why broken ones were broken, and
 * on whom paused ones wait, as far as the actor's wall shows them.
 */
import type { Breach, LedgerClock } from "../../core/clocks/ledger.ts";
import type { Context } from "../context.ts";
import { eventTextsOf } from "../events/text-reader.ts";
import type { ObjectKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { clocksOf } from "./reader.ts";

/** What deeds on promises write, and this file reads. */
export const breachExplained = "promise.explained";
export const promisePaused = "promise.paused";

/** A clock that a person stopped for a while. */
export interface PauseView {
  readonly at: Date;
  readonly waitsFor: string;
  readonly reason: string;
}

/**
 * Every clock of the case that this actor may see, each with the newest reason for its breach.
 * `held` are keys that the caller has opened already.
 */
export async function ledgerClocksOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: ReadonlyMap<string, ObjectKey>,
): Promise<LedgerClock[]> {
  const clocks = await clocksOf(tx, caseId);
  const told = await newestOf(context, tx, { caseId, type: breachExplained }, held);
  return clocks.map((clock) => {
    const said = told.get(clock.clockId);
    const breach: Breach | undefined = said && { explainedAt: said.at, reason: said.text };
    return breach ? { ...clock, breach } : clock;
  });
}

/** The newest pause of each clock of the case by a person, by clock id; staff read them. */
export async function pausesOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: ReadonlyMap<string, ObjectKey>,
): Promise<Map<string, PauseView>> {
  const found = await newestOf(context, tx, { caseId, type: promisePaused }, held);
  return new Map(
    [...found].map(([clockId, { at, text, waitsFor }]) => [
      clockId,
      { at, reason: text, waitsFor: waitsFor ?? "other" },
    ]),
  );
}

type Said = { at: Date; text: string; waitsFor?: string };

/** What was said last about each clock, by clock id. */
async function newestOf(
  context: Context,
  tx: Tx,
  { caseId, type }: { caseId: string; type: string },
  held?: ReadonlyMap<string, ObjectKey>,
): Promise<Map<string, Said>> {
  const texts = await eventTextsOf(context, tx, caseId, { type, held });
  const found = new Map<string, Said>();
  for (const { at, text, body } of texts) {
    const { clockId, ...about } = JSON.parse(body) as { clockId?: string; waitsFor?: string };
    const waitsFor = about.waitsFor ? { waitsFor: about.waitsFor } : {};
    if (clockId && !found.has(clockId)) found.set(clockId, { at, text, ...waitsFor });
  }
  return found;
}
