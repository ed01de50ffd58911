/** Giving a case to an entity: who may answer for the entity, and when there is something to answer. */
import { Refusal } from "../refusal.ts";

export type EntityRouting = { entity: string; state: "asked" | "accepted" | "bounced" };

/** Refuses with entity.unknown, or with entity.has-it where the entity is asked or has it already. */
export function mustBeRoutable(
  entity: string,
  entities: readonly string[],
  now: EntityRouting | undefined,
): void {
  if (!entities.includes(entity)) throw new Refusal("entity.unknown");
  if (now?.entity === entity && now.state !== "bounced") throw new Refusal("entity.has-it");
}

/**
 * The entity that is to answer. Refuses with entity.not-asked where none is, and with
 * entity.not-yours whoever is of none of its teams.
 */
export function askedEntity(
  now: EntityRouting | undefined,
  groupIds: readonly string[],
  teams: readonly { teamId: string; entity: string | null }[],
): string {
  if (now?.state !== "asked") throw new Refusal("entity.not-asked");
  const ours = teams.some(
    ({ teamId, entity }) => entity === now.entity && groupIds.includes(teamId),
  );
  if (!ours) throw new Refusal("entity.not-yours");
  return now.entity;
}
