/** Who can read a case and why. */
import type { Tx } from "../transaction.ts";

export interface MemberRow {
  readonly principalId: string;
  readonly sideId: string;
  readonly role: string;
  /** The routing rule that put them there; null where a person did. */
  readonly rule: string | null;
  readonly addedBy: string | null;
  readonly addedAt: Date;
  /** When the access ends by itself; null where it does not. */
  readonly expiresAt: Date | null;
  /** The name of a team, or the pseudonym of a party; null for a person of ours. */
  readonly name: string | null;
}

/** Who can read the case now, in the order in which they came; at most 2,000. */
export async function memberRowsOf(tx: Tx, caseId: string): Promise<MemberRow[]> {
  return tx.query<MemberRow>(
    `select m.principal_id as "principalId", m.side_id as "sideId", m.role, m.rule,
            m.added_by as "addedBy", m.added_at as "addedAt", m.expires_at as "expiresAt",
            coalesce(g.name, p.pseudonym) as "name"
       from case_members m
       left join teams g on g.team_id = m.principal_id
       left join parties p on p.party_id = m.principal_id
      where m.case_id = $1 and (m.expires_at is null or m.expires_at > current_instant())
      order by m.added_at, m.principal_id limit 2000`,
    [caseId],
    "members-of-case",
  );
}
