/** On whom a case waits and since when: a party that was asked, an entity, or whoever a pause names. */

export interface Wait {
  readonly on: "reporter" | "other";
  /** A party's pseudonym, an entity's name, or a word of `waitsFor`. */
  readonly whom: string;
  readonly since: Date;
  /** We asked them a question that is open. */
  readonly asked: boolean;
  /** Whether they are outside the house: an entity of ours is not. */
  readonly outside: boolean;
  /** A colleague said it, and says when it ends. */
  readonly byHand: boolean;
}

/** Whom a promise that was paused by hand waits for. */
export const waitsFor = ["reporter", "party", "vendor", "coordinator", "other"] as const;

/** The wait to show: an open question first, then whoever is outside, then the one that began first. */
export function waitOf(waits: readonly Wait[]): Wait | null {
  const rank = (wait: Wait) => (wait.asked ? 0 : wait.outside ? 1 : 2);
  const [first] = [...waits].sort((a, b) => rank(a) - rank(b) || +a.since - +b.since);
  return first ?? null;
}

/** What a case that is on us waits for where a party wrote: a word of ours. */
export const ourReply = "reply";

/** As in cases.lane: 1 ours to do, 2 waiting for somebody else, 3 closed. */
export function laneOf(at: {
  readonly closed: boolean;
  readonly wait: Wait | null;
  /** Whether a promise of ours runs meanwhile. */
  readonly oursRuns: boolean;
  /** Whether a party wrote and waits for a word of ours. */
  readonly owesReply: boolean;
}): 1 | 2 | 3 {
  if (at.closed) return at.owesReply ? 1 : 3;
  if (at.wait?.asked) return 2;
  if (at.owesReply) return 1;
  // A promise that still runs is ours to keep, whoever else we wait for.
  return at.wait?.outside && !at.oursRuns ? 2 : 1;
}
