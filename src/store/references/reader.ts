/** Reads what parties call a case, as far as the actor's wall shows it. */
import { type OutsideReference, referenceMark } from "../../core/mail/outside-references.ts";
import type { Context } from "../context.ts";
import { keysOf, type ObjectKey, openFrom } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export interface ReferenceView extends OutsideReference {
  readonly referenceId: string;
  readonly caseId: string;
  /** The party whose name for the case it is. */
  readonly partyId: string;
  /** Null where it came with a mail of the party. */
  readonly addedBy: string | null;
  readonly addedAt: Date;
}

/** Where a reference is sealed. */
export function referencePlace(referenceId: string) {
  return { table: "case_references", column: `reference ${referenceId}` };
}

/** What a reference is looked up by, however it is spaced. */
export function referenceHash(
  context: Pick<Context, "masterKey">,
  reference: OutsideReference,
): Buffer {
  return context.masterKey.hash("outside-reference", referenceMark(reference));
}

/** Those that stand, in the order in which they were added; `held` as keysOfCase gives the keys. */
export async function referencesOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: Promise<ReadonlyMap<string, ObjectKey>>,
): Promise<ReferenceView[]> {
  const rows = await tx.query<Omit<ReferenceView, "text"> & { sealed: Buffer }>(
    `select reference_id as "referenceId", case_id as "caseId", side_id as "partyId", issuer,
            added_by as "addedBy", added_at as "addedAt", reference_sealed as "sealed"
       from case_references where case_id = $1 and removed_at is null
      order by added_at, reference_id limit 200`,
    [caseId],
    "references-of-case",
  );
  const partyIds = rows.map(({ partyId }) => partyId);
  const keys = await (held ?? keysOf(context, tx, partyIds));
  return rows.flatMap(({ sealed, ...row }) => {
    const key = keys.get(row.partyId);
    if (!key) return [];
    return [{ ...row, text: openFrom(key, referencePlace(row.referenceId), sealed).toString() }];
  });
}
