/** Who can read a case and why, and who did read it. */
import type { Tx } from "../transaction.ts";

export interface MemberRow {
  readonly principalId: string;
  readonly sideId: string;
  readonly role: string;
  /** The routing rule that put them there; null where a person did. */
  readonly rule: string | null;
  readonly addedBy: string | null;
  readonly addedAt: Date;
  /** The name of a team, or the pseudonym of a party; null for a person of ours. */
  readonly name: string | null;
}

/** The members of a case in the order in which they came; at most 2,000. */
export async function memberRowsOf(tx: Tx, caseId: string): Promise<MemberRow[]> {
  return tx.query<MemberRow>(
    `select m.principal_id as "principalId", m.side_id as "sideId", m.role, m.rule,
            m.added_by as "addedBy", m.added_at as "addedAt",
            coalesce(g.name, p.pseudonym) as "name"
       from case_members m
       left join teams g on g.team_id = m.principal_id
       left join parties p on p.party_id = m.principal_id
      where m.case_id = $1 order by m.added_at, m.principal_id limit 2000`,
    [caseId],
  );
}

export interface ReadRow {
  readonly principalId: string;
  /** "case", "conversation" …, or the id of a file or report. */
  readonly what: string;
  readonly at: Date;
  /** How often on that UTC day. */
  readonly times: number;
}

/** Who read what of the case, by day, the newest first; at most 100. */
export async function readsOf(tx: Tx, caseId: string): Promise<ReadRow[]> {
  return tx.query<ReadRow>(
    `select principal_id as "principalId", what, max(at) as "at", count(*)::int as "times"
       from reads where case_id = $1
      group by principal_id, what, date_trunc('day', at at time zone 'UTC')
      order by max(at) desc limit 100`,
    [caseId],
  );
}
