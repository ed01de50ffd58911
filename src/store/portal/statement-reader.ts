/** Reads what parties asked and chose in their case, as far as the actor's wall shows it. */
import type { StatementKind, StatementWord } from "../../core/portal/statement.ts";
import type { Context } from "../context.ts";
import { keysOf, type ObjectKey, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

/** What was said with it; empty where nothing was. */
export interface StatementDetails {
  readonly text: string;
  /** Where it is to be published. */
  readonly place: string;
  /** The instant that it speaks of, in ISO 8601. */
  readonly on: string;
}

export const noDetails: StatementDetails = { text: "", place: "", on: "" };

export interface StatementView extends StatementDetails {
  readonly statementId: string;
  readonly aboutId: string;
  readonly partyId: string;
  readonly kind: StatementKind;
  readonly word: StatementWord;
  readonly at: Date;
}

/** Where the details are sealed. */
export function detailsPlace(statementId: string) {
  return { table: "party_statements", column: `details ${statementId}` };
}

/**
 * The newest 200 of the case, or of one of its parties; oldest first. What was erased is left out.
 * `known`: the keys of the case, where the page has them already.
 */
export async function statementsOf(
  context: Context,
  tx: Tx,
  caseId: string,
  partyId: string | null = null,
  known?: ReadonlyMap<string, ObjectKey>,
): Promise<StatementView[]> {
  const rows = await tx.query<
    Omit<StatementView, keyof StatementDetails> & { sealed: Buffer | null }
  >(
    `select statement_id as "statementId", about_id as "aboutId", side_id as "partyId", kind, word, at,
            details_sealed as "sealed"
       from party_statements where case_id = $1 and ($2::uuid is null or side_id = $2)
      order by at desc, statement_id desc limit 200`,
    [caseId, partyId],
    "party-statements-of-case",
  );
  if (rows.length === 0) return [];
  const partyIds = [...new Set(rows.map((row) => row.partyId))];
  const keys = known ?? (await keysOf(context, tx, partyIds));
  return rows.toReversed().flatMap(({ sealed, ...row }) => {
    if (!sealed) return [{ ...row, ...noDetails }];
    const key = keys.get(row.partyId);
    if (!key) return [];
    const details = openJson<StatementDetails>(key, detailsPlace(row.statementId), sealed);
    return [{ ...row, ...details }];
  });
}

/** Holds until the end of the transaction, so that a party and staff do not answer past each other. */
export async function lockStatements(tx: Tx, caseId: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 52))", [caseId]);
}
