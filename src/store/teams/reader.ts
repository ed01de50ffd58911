/** Reads teams, who belongs to them, and why that changed. Staff see teams; nobody else does. */
import type { Context } from "../context.ts";
import { eventTextPlace } from "../events/writer.ts";
import { type ObjectKey, openFrom, unwrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export interface TeamView {
  readonly teamId: string;
  readonly name: string;
  /** The entity of the policy whose team it is; null for a team of the organisation. */
  readonly entity: string | null;
  readonly createdAt: Date;
  readonly members: readonly TeamMember[];
}

export interface TeamMember {
  readonly personId: string;
  readonly addedAt: Date;
}

/** Who may open a team's key: the table of teams itself. */
export const teamsHolder = "teams";

/** Every team with its members, in the order in which they came; at most 200 teams. */
export async function teamList(tx: Tx): Promise<TeamView[]> {
  const [teams, members] = await Promise.all([
    tx.query<Omit<TeamView, "members">>(
      `select team_id as "teamId", name, entity, created_at as "createdAt"
         from teams order by created_at, team_id limit 200`,
      [],
      "team-list",
    ),
    tx.query<TeamMember & { teamId: string }>(
      `select m.team_id as "teamId", m.person_id as "personId", m.added_at as "addedAt"
         from team_members m join people p on p.person_id = m.person_id
        where p.disabled_at is null order by m.added_at, m.person_id limit 5000`,
      [],
      "members-of-teams",
    ),
  ]);
  const byTeam = Map.groupBy(members, (row) => row.teamId);
  return teams.map((team) => ({ ...team, members: byTeam.get(team.teamId) ?? [] }));
}

export async function teamOf(tx: Tx, teamId: string): Promise<TeamView | undefined> {
  return (await teamList(tx)).find((team) => team.teamId === teamId);
}

/** Ids of the teams of this name, or of this entity; none where there is none yet. */
export async function teamIdsOf(
  tx: Tx,
  which: { name: string } | { entity: string },
): Promise<string[]> {
  const [column, value] = "name" in which ? ["name", which.name] : ["entity", which.entity];
  const rows = await tx.query<{ teamId: string }>(
    `select team_id as "teamId" from teams where ${column} = $1 order by team_id limit 50`,
    [value],
  );
  return rows.map(({ teamId }) => teamId);
}

/** The sealed key of a team; null until its first change made one. */
export async function teamKeyOf(
  context: Context,
  tx: Tx,
  teamId: string,
): Promise<ObjectKey | null> {
  const row = await tx.first<{ wrapped: Buffer | null; masterKeyId: string | null }>(
    `select key_wrapped as "wrapped", master_key_id as "masterKeyId" from teams where team_id = $1`,
    [teamId],
  );
  if (!row?.wrapped || row.masterKeyId === null) return null;
  const { wrapped, masterKeyId } = row;
  return unwrapKey(context, teamId, teamsHolder, { wrapped, masterKeyId });
}

export interface TeamChange {
  readonly eventId: string;
  readonly type: string;
  readonly at: Date;
  readonly personId: string | null;
  readonly by: string | null;
  readonly reason: string;
}

/** Why the team is as it is, the newest first; at most 100. */
export async function teamChangesOf(
  context: Context,
  tx: Tx,
  teamId: string,
): Promise<TeamChange[]> {
  const key = await teamKeyOf(context, tx, teamId);
  if (!key) return [];
  const rows = await tx.query<Omit<TeamChange, "reason"> & { sealed: Buffer }>(
    `select event_id as "eventId", type, at, (body::jsonb ->> 'personId')::uuid as "personId",
            (body::jsonb ->> 'by')::uuid as "by", text_sealed as "sealed"
       from events
      where case_id is null and type like 'team.%' and text_sealed is not null
        and body::jsonb ->> 'teamId' = $1
      order by seq desc limit 100`,
    [teamId],
  );
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    reason: openFrom(key, eventTextPlace(row.eventId), sealed).toString(),
  }));
}
