/** Opens what people wrote beside the events of a case, as far as the actor's wall shows them. */
import { staffSide } from "../../core/cases/sides.ts";
import { erasedWords } from "../../core/retention/erased.ts";
import type { Context } from "../context.ts";
import { erasedAmong } from "../retention/erased-reader.ts";
import { keysOf, type ObjectKey, openFrom } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { fitsWish, type TimelineWish, valuesOfWish } from "./reader.ts";
import { eventTextPlace } from "./writer.ts";

export interface EventText {
  readonly eventId: string;
  readonly type: string;
  readonly at: Date;
  /** Canonical JSON of ids and codes. */
  readonly body: string;
  readonly text: string;
}

/** The newest 300, newest first; of one type only where one is given. `held` are opened keys. */
export async function eventTextsOf(
  context: Context,
  tx: Tx,
  caseId: string,
  {
    type,
    held,
    ...wish
  }: TimelineWish & { type?: string; held?: ReadonlyMap<string, ObjectKey> | undefined } = {},
): Promise<EventText[]> {
  const rows = await tx.query<Omit<EventText, "text"> & { sideId: string; sealed: Buffer }>(
    `select event_id as "eventId", type, at, body, side_id as "sideId", text_sealed as "sealed"
       from events
      where case_id = $1 and text_sealed is not null and ${fitsWish}
        and ($5::text is null or type = $5)
      order by seq desc limit 300`,
    [caseId, ...valuesOfWish(wish), type ?? null],
    "texts-of-case",
  );
  if (rows.length === 0) return [];
  const keys = held ?? (await keysOf(context, tx, [caseId, ...rows.map((row) => row.sideId)]));
  const holderOf = (sideId: string) => (sideId === staffSide ? caseId : sideId);
  const erased = await erasedAmong(
    tx,
    rows.map(({ sideId }) => holderOf(sideId)).filter((id) => !keys.has(id)),
  );
  return rows.flatMap(({ sideId, sealed, ...row }) => {
    // What a party reads is sealed under its own key, what staff read under the case's.
    const key = keys.get(holderOf(sideId));
    const at = erased.get(holderOf(sideId));
    if (!key) return at ? [{ ...row, text: erasedWords(at) }] : [];
    return [{ ...row, text: openFrom(key, eventTextPlace(row.eventId), sealed).toString() }];
  });
}
