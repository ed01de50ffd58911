/** Reads the agreements on how held data travels, as far as the actor's wall shows them. */
import type {
  TransmissionMethod,
  TransmissionState,
} from "../../core/transmissions/transmission.ts";
import type { Context } from "../context.ts";
import { keysOf, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

/** What was proposed, in words; empty where there is nothing to say. */
export interface TransmissionTerms {
  readonly what: string;
  readonly method: TransmissionMethod;
  /** How it travels, where no method says it. */
  readonly way: string;
  readonly place: string;
  readonly deletion: string;
  /** The party's own words on the proposal. */
  readonly answer: string;
}

export interface TransmissionView extends TransmissionTerms {
  readonly transmissionId: string;
  readonly entryId: string;
  readonly caseId: string;
  readonly partyId: string;
  readonly state: TransmissionState;
  readonly proposedAt: Date;
  /** Of the newest entry. */
  readonly at: Date;
}

/** Where the terms are sealed. */
export function termsPlace(entryId: string) {
  return { table: "transmissions", column: `terms ${entryId}` };
}

type Stored = Omit<TransmissionView, keyof TransmissionTerms> & { readonly sealed: Buffer };

/** Each agreement of the case as it stands now, in the order in which they were proposed. */
export async function transmissionsOf(
  context: Context,
  tx: Tx,
  caseId: string,
): Promise<TransmissionView[]> {
  const rows = await tx.query<Stored>(
    `select n.transmission_id as "transmissionId", n.entry_id as "entryId", n.case_id as "caseId",
            n.side_id as "partyId", n.state, n.at, f.at as "proposedAt", n.terms_sealed as "sealed"
       from (select distinct on (transmission_id) * from transmissions
              where case_id = $1 order by transmission_id, at desc, entry_id desc) n
       join (select distinct on (transmission_id) transmission_id, at from transmissions
              where case_id = $1 order by transmission_id, at, entry_id) f
         on f.transmission_id = n.transmission_id
      order by f.at, n.transmission_id limit 200`,
    [caseId],
    "transmissions-of-case",
  );
  const keys = await keysOf(
    context,
    tx,
    rows.map(({ partyId }) => partyId),
  );
  return rows.flatMap(({ sealed, ...row }) => {
    const key = keys.get(row.partyId);
    if (!key) return [];
    return [{ ...row, ...openJson<TransmissionTerms>(key, termsPlace(row.entryId), sealed) }];
  });
}

/** Holds until the end of the transaction, so that a party and staff do not answer past each other. */
export async function lockTransmissions(tx: Tx, caseId: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 32))", [caseId]);
}
