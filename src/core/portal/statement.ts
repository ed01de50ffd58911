/**
 * What a party says in its own case beside messages: requests with an answer of ours, and choices of
 * its own. The newest word counts. Knows no words that people wrote.
 */

export type StatementKind = "status" | "consent" | "news" | "plan" | "address" | "fix";

export type StatementWord =
  | "asked"
  | "withdrawn"
  | "given"
  | "refused"
  | "every-change"
  | "results"
  | "none"
  | "planned"
  | "confirmed"
  | "invited"
  | "works"
  | "fails"
  | "not-tried";

export interface Said {
  readonly kind: StatementKind;
  readonly word: StatementWord;
  readonly at: Date;
}

/** The newest statement of that kind; `said` is oldest first. */
export function newestOf<Each extends Said>(
  said: readonly Each[],
  kind: StatementKind,
): Each | undefined {
  return said.findLast((each) => each.kind === kind);
}

/** The request for consent to publish that waits for our answer. */
export function openConsent<Each extends Said>(said: readonly Each[]): Each | undefined {
  const newest = newestOf(said, "consent");
  return newest?.word === "asked" ? newest : undefined;
}
