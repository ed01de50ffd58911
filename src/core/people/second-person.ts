import { Refusal } from "../refusal.ts";

/**
 * Four eyes look at the person, not the role: whoever drafted may hold the approver's role too,
 * and still cannot approve their own text. Refuses with approval.same-person.
 */
export function secondPerson(actorId: string, drafterId: string): void {
  if (actorId === drafterId) throw new Refusal("approval.same-person");
}
