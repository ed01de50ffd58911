/** Reads the objections of a case, opened, as far as the actor's wall shows them. */
import type { ObjectionAbout, ObjectionState } from "../../core/decisions/objection.ts";
import type { Context } from "../context.ts";
import { keysOf, type ObjectKey, openFrom } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export interface ObjectionView {
  readonly objectionId: string;
  readonly caseId: string;
  readonly partyId: string;
  readonly about: ObjectionAbout;
  readonly state: ObjectionState;
  readonly raisedAt: Date;
  /** The party's words; empty where they are erased. */
  readonly text: string;
  /** Of the newest entry. */
  readonly at: Date;
  /** Our reasons; null while it is not answered. */
  readonly answer: string | null;
}

/** Where the words of an entry are sealed, under the party's key. */
export function objectionWordsPlace(entryId: string) {
  return { table: "objections", column: `words ${entryId}` };
}

interface Stored {
  readonly objectionId: string;
  readonly partyId: string;
  readonly about: ObjectionAbout;
  readonly state: ObjectionState;
  readonly raisedAt: Date;
  readonly at: Date;
  readonly firstId: string;
  readonly lastId: string;
  readonly first: Buffer;
  readonly last: Buffer;
}

/**
 * Each objection of the case as it stands now, oldest first. An entry counts for the party alone on whose
 * side it stands: nobody ends another's objection by its id. One statement, and one for the keys where
 * they are not `held` already.
 */
export async function objectionsOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: ReadonlyMap<string, ObjectKey>,
): Promise<ObjectionView[]> {
  const rows = await tx.query<Stored>(
    `select f.objection_id as "objectionId", f.side_id as "partyId", f.about, n.state,
            f.at as "raisedAt", n.at, f.entry_id as "firstId", n.entry_id as "lastId",
            f.words_sealed as "first", n.words_sealed as "last"
       from (select distinct on (side_id, objection_id) * from objections
              where case_id = $1 order by side_id, objection_id, at, entry_id) f
       join (select distinct on (side_id, objection_id) * from objections
              where case_id = $1 order by side_id, objection_id, at desc, entry_id desc) n
         on n.side_id = f.side_id and n.objection_id = f.objection_id
      order by f.at, f.objection_id limit 100`,
    [caseId],
    "objections-of-case",
  );
  if (rows.length === 0) return [];
  const parties = [...new Set(rows.map(({ partyId }) => partyId))];
  const keys = held ?? (await keysOf(context, tx, parties));
  return rows.map(({ firstId, lastId, first, last, ...row }) => {
    const key = keys.get(row.partyId);
    const open = (entryId: string, sealed: Buffer) =>
      key ? openFrom(key, objectionWordsPlace(entryId), sealed).toString() : "";
    const answered = row.state !== "raised" && row.state !== "withdrawn";
    return {
      ...row,
      caseId,
      text: open(firstId, first),
      answer: answered ? open(lastId, last) : null,
    };
  });
}

/** Holds until the end of the transaction, so that a party and staff do not answer past each other. */
export async function lockObjections(tx: Tx, caseId: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 51))", [caseId]);
}
