/** Reads whom a party's identity may be given to, as far as the actor's wall shows it. */
import type { Context } from "../context.ts";
import { keysOf, openFrom } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export type PermissionState = "asked" | "given" | "refused" | "withdrawn";

export interface PermissionRow {
  readonly permissionId: string;
  readonly entryId: string;
  readonly caseId: string;
  readonly partyId: string;
  readonly recipientId: string | null;
  readonly state: PermissionState;
  readonly askedAt: Date;
  /** Of the newest entry. */
  readonly at: Date;
}

export interface PermissionView extends PermissionRow {
  /** Who would get it, what and why, in the words of the question. */
  readonly recipient: string;
}

/** Where the words of the question are sealed. */
export function recipientPlace(entryId: string) {
  return { table: "disclosure_permissions", column: `recipient ${entryId}` };
}

type Stored = PermissionRow & { readonly sealed: Buffer };

const columns = `n.permission_id as "permissionId", n.entry_id as "entryId", n.case_id as "caseId",
  n.party_id as "partyId", n.recipient_id as "recipientId", n.state, n.at, f.at as "askedAt",
  n.recipient_sealed as "sealed"`;

/** Each permission of the case as it stands now, in the order in which they were asked. */
async function newestOf(tx: Tx, caseId: string): Promise<Stored[]> {
  return tx.query<Stored>(
    `select ${columns}
       from (select distinct on (permission_id) * from disclosure_permissions
              where case_id = $1 order by permission_id, at desc, entry_id desc) n
       join (select distinct on (permission_id) permission_id, at from disclosure_permissions
              where case_id = $1 order by permission_id, at, entry_id) f
         on f.permission_id = n.permission_id
      order by f.at, n.permission_id limit 500`,
    [caseId],
    "permissions-of-case",
  );
}

export async function permissionsOf(tx: Tx, caseId: string): Promise<PermissionRow[]> {
  return (await newestOf(tx, caseId)).map(({ sealed: _, ...row }) => row);
}

/** The same with the words of each question, for the party and for staff of the case. */
export async function permissionViewsOf(
  context: Context,
  tx: Tx,
  caseId: string,
): Promise<PermissionView[]> {
  const rows = await newestOf(tx, caseId);
  const keys = await keysOf(
    context,
    tx,
    rows.map(({ partyId }) => partyId),
  );
  return rows.flatMap(({ sealed, ...row }) => {
    const key = keys.get(row.partyId);
    if (!key) return [];
    return [{ ...row, recipient: openFrom(key, recipientPlace(row.entryId), sealed).toString() }];
  });
}
