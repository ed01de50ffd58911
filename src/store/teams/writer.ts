/** Writes teams and who belongs to them. In the system's name only. */
import type { Context } from "../context.ts";
import { newObjectKey, type ObjectKey, wrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { teamKeyOf, teamsHolder } from "./reader.ts";

/** False where the name is taken. */
export async function makeTeam(
  context: Context,
  tx: Tx,
  team: { teamId: string; name: string; entity: string | null },
): Promise<boolean> {
  const made = await tx.run(
    `insert into teams (team_id, name, entity, created_at) values ($1, $2, $3, $4)
     on conflict (name) do nothing`,
    [team.teamId, team.name, team.entity, context.now()],
  );
  return made > 0;
}

/** The key under which reasons of this team's changes are sealed; made with its first change. */
export async function keyOfTeam(context: Context, tx: Tx, teamId: string): Promise<ObjectKey> {
  await tx.run(`select 1 from teams where team_id = $1 for no key update`, [teamId]);
  const held = await teamKeyOf(context, tx, teamId);
  if (held) return held;
  const key = newObjectKey(context, teamId);
  const { wrapped, masterKeyId } = wrapKey(context, key, teamsHolder);
  await tx.run(`update teams set key_wrapped = $2, master_key_id = $3 where team_id = $1`, [
    teamId,
    wrapped,
    masterKeyId,
  ]);
  return key;
}

/** False where the person belongs to it already. */
export async function addTeamMember(
  context: Context,
  tx: Tx,
  teamId: string,
  personId: string,
): Promise<boolean> {
  const added = await tx.run(
    `insert into team_members (team_id, person_id, added_at) values ($1, $2, $3)
     on conflict do nothing`,
    [teamId, personId, context.now()],
  );
  return added > 0;
}

/** False where the person does not belong to it. */
export async function removeTeamMember(tx: Tx, teamId: string, personId: string): Promise<boolean> {
  const removed = await tx.run(`delete from team_members where team_id = $1 and person_id = $2`, [
    teamId,
    personId,
  ]);
  return removed > 0;
}
