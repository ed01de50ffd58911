/** Writes patterns of the rota and their orders. Who is on call is computed from them, never written. */
import type { Order } from "../../core/duty/pattern.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";
import { type PatternRow, rotaOf } from "./rota-reader.ts";

export type NewPattern = Pick<
  PatternRow,
  "teamId" | "line" | "zone" | "handOverAt" | "turnDays" | "hours" | "weekends" | "endsAt" | "setBy"
> & { readonly order: Order };

export async function insertPattern(
  context: Context,
  tx: Tx,
  { order, ...pattern }: NewPattern,
): Promise<string> {
  const patternId = context.newId();
  await tx.run(
    `insert into rota_patterns (pattern_id, team_id, line, zone, hand_over_at, turn_days, hours_from,
                                hours_until, weekends, ends_at, set_by, set_at, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)`,
    [
      patternId,
      pattern.teamId,
      pattern.line,
      pattern.zone,
      pattern.handOverAt,
      pattern.turnDays,
      pattern.hours?.from ?? null,
      pattern.hours?.until ?? null,
      pattern.weekends,
      pattern.endsAt,
      pattern.setBy,
      context.now(),
    ],
  );
  await insertPlaces(tx, patternId, order);
  return patternId;
}

async function insertPlaces(tx: Tx, patternId: string, { startsOn, people }: Order) {
  await tx.run(
    `insert into rota_places (pattern_id, starts_on, place, person_id)
     select $1, $2::date, place, person_id
       from unnest($3::uuid[]) with ordinality as given (person_id, place)`,
    [patternId, startsOn, people],
  );
}

/**
 * Locks a pattern that has not ended for a change. Refuses with rota.unknown where there is none, and with
 * rota.changed where somebody else changed it since `seen`, an instant as JSON has it.
 */
export async function lockPattern(
  context: Context,
  tx: Tx,
  patternId: string,
  seen?: string,
): Promise<PatternRow> {
  await tx.run("select 1 from rota_patterns where pattern_id = $1 for no key update", [patternId]);
  const now = context.now();
  const { patterns } = await rotaOf(tx, { from: now, until: now });
  const pattern = patterns.find((each) => each.patternId === patternId);
  if (!pattern) throw new Refusal("rota.unknown");
  if (seen && seen !== pattern.changedAt.toISOString()) throw new Refusal("rota.changed");
  return pattern;
}

/** In place of every order that would begin on that day or later. */
export async function insertOrder(
  context: Context,
  tx: Tx,
  patternId: string,
  order: Order,
): Promise<void> {
  await tx.run("delete from rota_places where pattern_id = $1 and starts_on >= $2::date", [
    patternId,
    order.startsOn,
  ]);
  await insertPlaces(tx, patternId, order);
  await touch(context, tx, patternId);
}

export async function endPattern(
  context: Context,
  tx: Tx,
  patternId: string,
  endsAt: Date,
): Promise<void> {
  await tx.run("update rota_patterns set ends_at = $2 where pattern_id = $1", [patternId, endsAt]);
  await touch(context, tx, patternId);
}

async function touch(context: Context, tx: Tx, patternId: string): Promise<void> {
  await tx.run("update rota_patterns set changed_at = $2 where pattern_id = $1", [
    patternId,
    context.now(),
  ]);
}
