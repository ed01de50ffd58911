/** Who belongs to a case. An actor outside its wall reads an empty list. */
import { staffSide } from "../../core/cases/sides.ts";
import type { Membership } from "../../core/people/permit.ts";
import type { Tx } from "../transaction.ts";

/** Undefined where the actor's wall shows no such case. */
export async function membershipOf(tx: Tx, caseId: string): Promise<Membership | undefined> {
  const rows = await tx.query<Member>(
    `select principal_id as "principalId", side_id as "sideId"
       from case_members
      where case_id = $1 and (expires_at is null or expires_at > current_instant()) limit 2000`,
    [caseId],
    "membership",
  );
  return rows.length === 0 ? undefined : toMembership(caseId, rows);
}

export interface CaseCompany {
  readonly membership: Membership;
  /** Ids of everybody who is on the case for good, by themselves or by a team. */
  readonly onCase: readonly string[];
}

/** Who belongs to the case and, of teams, who is in them. Undefined where the wall shows no such case. */
export async function companyOf(tx: Tx, caseId: string): Promise<CaseCompany | undefined> {
  const rows = await tx.query<Member & { forGood: boolean; ofTeam: readonly string[] }>(
    `select m.principal_id as "principalId", m.side_id as "sideId", m.expires_at is null as "forGood",
            array(select t.person_id from team_members t where t.team_id = m.principal_id
                   limit 5000) as "ofTeam"
       from case_members m
      where m.case_id = $1 and (m.expires_at is null or m.expires_at > current_instant()) limit 2000`,
    [caseId],
    "company-of-case",
  );
  if (rows.length === 0) return undefined;
  const lasting = rows.filter((row) => row.sideId === staffSide && row.forGood);
  const onCase = new Set(lasting.flatMap((row) => [row.principalId, ...row.ofTeam]));
  return { membership: toMembership(caseId, rows), onCase: [...onCase] };
}

interface Member {
  readonly principalId: string;
  readonly sideId: string;
}

function toMembership(caseId: string, rows: readonly Member[]): Membership {
  return {
    caseId,
    staff: rows.filter((row) => row.sideId === staffSide).map((row) => row.principalId),
    outsiders: rows
      .filter((row) => row.sideId !== staffSide)
      .map((row) => ({ id: row.principalId, side: row.sideId })),
  };
}
