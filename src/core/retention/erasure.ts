/** What can be erased, what that needs, and what it may become. Pure. */
import { Refusal } from "../refusal.ts";

/** A party's identity, one report, a party's messages, one file, or all content of a case. */
export const erasureScopes = ["identity", "report", "messages", "file", "content"] as const;
export type ErasureScope = (typeof erasureScopes)[number];

/** By a term of the policy, asked for by the person, ordered by staff, or as the same person elsewhere. */
export type ErasureReason = "term" | "request" | "order" | "same-person";

export type ErasureState =
  | "due"
  | "requested"
  | "confirmed"
  | "approved"
  | "erased"
  | "refused"
  | "withdrawn";

/** Those that are not over. */
export const openStates: readonly ErasureState[] = ["due", "requested", "confirmed", "approved"];

export type Erasure = {
  scope: ErasureScope;
  reason: ErasureReason;
  state: ErasureState;
  dueAt: Date;
  confirmedBy: string | null;
};

/** A person's own data takes one colleague; what others wrote and need takes two. */
export function needsSecondPerson(scope: ErasureScope): boolean {
  return scope !== "identity";
}

/**
 * What a colleague's yes makes of it. Refuses with retention.over (done, refused or approved already),
 * retention.held, retention.not-due or retention.same-person.
 */
export function confirmed(
  erasure: Erasure,
  by: { personId: string; held: boolean; now: Date },
): "confirmed" | "approved" {
  if (erasure.state === "approved" || !openStates.includes(erasure.state)) {
    throw new Refusal("retention.over");
  }
  if (by.held) throw new Refusal("retention.held");
  // A term runs to its end; what a person asked for or ordered needs not wait for its last day.
  if (erasure.reason === "term" && erasure.dueAt > by.now) {
    throw new Refusal("retention.not-due", { date: erasure.dueAt.toISOString().slice(0, 10) });
  }
  if (!needsSecondPerson(erasure.scope)) return "approved";
  if (erasure.confirmedBy === null) return "confirmed";
  if (erasure.confirmedBy === by.personId) throw new Refusal("retention.same-person");
  return "approved";
}
