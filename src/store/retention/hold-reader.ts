/** Reads legal holds. Whether one stands is asked across all cases only by the worker's role. */
import type { Tx } from "../transaction.ts";

export interface HoldRow {
  readonly holdId: string;
  readonly caseId: string;
  /** The party that is held; null where the case is. */
  readonly partyId: string | null;
  readonly placedBy: string;
  readonly placedAt: Date;
  readonly liftedBy: string | null;
  readonly liftedAt: Date | null;
}

const columns = `hold_id as "holdId", case_id as "caseId", party_id as "partyId",
  placed_by as "placedBy", placed_at as "placedAt", lifted_by as "liftedBy", lifted_at as "liftedAt"`;

/** The holds of a case, those that stand first. */
export async function holdsOf(tx: Tx, caseId: string): Promise<HoldRow[]> {
  return tx.query<HoldRow>(
    `select ${columns} from legal_holds where case_id = $1
      order by lifted_at is not null, placed_at desc, hold_id limit 100`,
    [caseId],
    "holds-of-case",
  );
}

/** The hold, locked until the transaction ends, if it stands. */
export async function lockHold(
  tx: Tx,
  caseId: string,
  holdId: string,
): Promise<HoldRow | undefined> {
  return tx.first<HoldRow>(
    `select ${columns} from legal_holds
      where case_id = $1 and hold_id = $2 and lifted_at is null for no key update`,
    [caseId, holdId],
  );
}

/**
 * Whether a hold stops erasing: one on the case, or on the person, by whatever case they were held.
 * With a party it is asked for that party, without one for everybody of the case; with `since` only
 * for holds that were placed later.
 */
export async function isHeld(
  tx: Tx,
  caseId: string,
  partyId: string | null,
  since: Date | null = null,
): Promise<boolean> {
  const row = await tx.first(
    `select 1 from legal_holds h
      where h.lifted_at is null and ($3::timestamptz is null or h.placed_at > $3)
        and ((h.case_id = $1 and (h.party_id is null or $2::uuid is null or h.party_id = $2))
          or exists (
            select 1 from identities held
              join identities mine on mine.address_hash = held.address_hash
             where held.party_id = h.party_id and mine.case_id = $1
               and ($2::uuid is null or mine.party_id = $2)))
      limit 1`,
    [caseId, partyId, since],
  );
  return row !== undefined;
}
