/** Numbers in the place of people: a pack tells their parts apart and names nobody. */
import type { CaseRecord } from "./case-record.ts";

/** What stands for a principal in the pack: "party 1", "staff 2"; null for who is in none of it. */
export type Numbers = (id: string | null) => string | null;

/** Parties in the order in which they came, colleagues in that of their first deed. */
export function numbersOf({ parties, events }: CaseRecord): Numbers {
  const staff = events.filter((event) => event.actorKind === "staff").map((event) => event.actorId);
  const numbered = new Map<string | null, string>([
    ...parties.map(({ partyId }, index) => [partyId, `party ${index + 1}`] as const),
    ...[...new Set(staff)].map((id, index) => [id, `staff ${index + 1}`] as const),
  ]);
  return (id) => numbered.get(id) ?? null;
}
