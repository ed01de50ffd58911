/** Who of our own people answers for a case: its owner, and the leads who are on it. */
import type { Tx } from "../transaction.ts";

/**
 * Ids of leads with an open account who are on the case for good, by themselves or by a team;
 * `without` is a principal whose membership does not count.
 */
export async function leadsOf(tx: Tx, caseId: string, without?: string): Promise<string[]> {
  const rows = await tx.query<{ personId: string }>(
    `select p.person_id as "personId"
       from people p join person_roles r on r.person_id = p.person_id and r.role = 'lead'
      where p.disabled_at is null and exists (
        select 1 from case_members m
         where m.case_id = $1 and m.side_id = staff_side() and m.expires_at is null
           and m.principal_id is distinct from $2
           and (m.principal_id = p.person_id or exists (
             select 1 from team_members t
              where t.team_id = m.principal_id and t.person_id = p.person_id)))
      order by p.person_id limit 200`,
    [caseId, without ?? null],
  );
  return rows.map(({ personId }) => personId);
}

/** Ids of all leads with an open account. */
export async function allLeads(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ personId: string }>(
    `select p.person_id as "personId"
       from people p join person_roles r on r.person_id = p.person_id and r.role = 'lead'
      where p.disabled_at is null order by p.person_id limit 200`,
  );
  return rows.map(({ personId }) => personId);
}

/** Whether a colleague with an open account is on the case for good, by themselves or by a team. */
export async function isOnCase(
  tx: Tx,
  caseId: string,
  personId: string,
  without?: string,
): Promise<boolean> {
  const row = await tx.first(
    `select 1 from people p
      where p.person_id = $2 and p.disabled_at is null and exists (
        select 1 from case_members m
         where m.case_id = $1 and m.side_id = staff_side() and m.expires_at is null
           and m.principal_id is distinct from $3
           and (m.principal_id = p.person_id or exists (
             select 1 from team_members t
              where t.team_id = m.principal_id and t.person_id = p.person_id)))`,
    [caseId, personId, without ?? null],
  );
  return row !== undefined;
}
