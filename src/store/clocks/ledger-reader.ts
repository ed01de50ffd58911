/**
 * Reads what the ledger of promises is made from: a case's clocks, why broken ones were broken, and
 * on whom paused ones wait, as far as the actor's wall shows them.
 */
import { staffSide } from "../../core/cases/sides.ts";
import type { Breach, LedgerClock } from "../../core/clocks/ledger.ts";
import type { Context } from "../context.ts";
import { eventTextPlace } from "../events/writer.ts";
import { keysOf, type ObjectKey, openFrom } from "../sealing/object-keys.ts";
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

/** The newest event of that type about each clock, opened; one whose key is out of reach is left out. */
async function newestOf(
  context: Context,
  tx: Tx,
  { caseId, type }: { caseId: string; type: string },
  held?: ReadonlyMap<string, ObjectKey>,
): Promise<Map<string, Said>> {
  const rows = await tx.query<{
    eventId: string;
    at: Date;
    body: string;
    sideId: string;
    sealed: Buffer;
  }>(
    `select event_id as "eventId", at, body, side_id as "sideId", text_sealed as "sealed"
       from events where case_id = $1 and type = $2 and text_sealed is not null
      order by seq desc limit 500`,
    [caseId, type],
  );
  if (rows.length === 0) return new Map();
  const objects = [caseId, ...rows.map((row) => row.sideId)];
  const keys = held ?? (await keysOf(context, tx, objects));
  const found = new Map<string, Said>();
  for (const { eventId, at, body, sideId, sealed } of rows) {
    const about = JSON.parse(body) as { clockId?: string; waitsFor?: string };
    // What a party reads is sealed under its own key, what staff read under the case's.
    const key = keys.get(sideId === staffSide ? caseId : sideId);
    if (!about.clockId || !key || found.has(about.clockId)) continue;
    const text = openFrom(key, eventTextPlace(eventId), sealed).toString();
    found.set(about.clockId, {
      at,
      text,
      ...(about.waitsFor ? { waitsFor: about.waitsFor } : {}),
    });
  }
  return found;
}
