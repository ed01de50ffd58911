/** Fields that the deeds of the rota share. */
import { z } from "zod";
import { isZone } from "../../core/imports/written-instant.ts";
import { Refusal } from "../../core/refusal.ts";
import { isColleague, mayTakeDuty } from "../../store/people/reader.ts";
import { teamOf } from "../../store/teams/reader.ts";
import type { Tx } from "../../store/transaction.ts";

const peopleMax = 50;

/** HH:MM of a wall clock. */
export const timeField = z
  .string()
  .trim()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Write the time as hours and minutes, such as 09:00.")
  .meta({ examples: ["09:00"] });

/** An IANA name, as the zone's own clocks count. */
export const zoneField = z
  .string()
  .trim()
  .max(100)
  // An offset knows no summer time: turns would not be handed over at the same hour.
  .refine((name) => isZone(name) && !/^[+-]/.test(name), {
    error: "This time zone is not known. Write it as Europe/Paris.",
  })
  .meta({ examples: ["Europe/Paris"] });

/** Within years that every date of ours can hold, in any zone. */
export const dayField = z.iso
  .date("Give a day, such as 2026-03-30.")
  .refine((day) => day >= "2000-01-01" && day < "2200-01-01", {
    error: "Give a day from 2000 to 2199.",
  });

/** In the order in which they take turns, each once. */
export const peopleField = z
  .array(z.object({ personId: z.uuid("Choose a colleague.").meta({ title: "Colleague" }) }))
  .min(1, "Name at least one colleague.")
  .max(peopleMax)
  .refine((rows) => new Set(rows.map(({ personId }) => personId)).size === rows.length, {
    error: "Name each colleague once: the order goes round.",
  });

export const patternIdField = z.uuid().meta({ title: "Rota" });

export const seenPattern = z.iso.datetime().optional().meta({
  title: "As you read it",
  description: "The `changedAt` that you read. Left out, the change is made whatever there is.",
});

/** Refuses with person.unknown, with on-call.role, with team.unknown, and with rota.not-of-team who is not of the team. */
export async function mustBePeople(
  tx: Tx,
  people: readonly string[],
  teamId: string | null,
): Promise<void> {
  for (const personId of people) {
    if (!(await isColleague(tx, personId))) throw new Refusal("person.unknown");
    if (!(await mayTakeDuty(tx, personId))) throw new Refusal("on-call.role");
  }
  if (teamId === null) return;
  const team = await teamOf(tx, teamId);
  if (!team) throw new Refusal("team.unknown");
  const members = team.members.map(({ personId }) => personId);
  if (people.some((id) => !members.includes(id))) throw new Refusal("rota.not-of-team");
}
