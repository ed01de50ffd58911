/** The policy's settings on how decisions are taken inside the house. */

/** Outcomes that a second person may be asked for. */
export const secondPersonOutcomes = [
  "not-relevant",
  "duplicate",
  "out-of-scope",
  "not-confirmed",
] as const;
export type SecondPersonOutcome = (typeof secondPersonOutcomes)[number];

export type Decisions = {
  /**
   * Outcomes that hold, and are told, only after a second person confirmed them. To accept a risk and
   * to leave a flaw unmended always need one.
   */
  secondPersonFor: readonly SecondPersonOutcome[];
  requirements: readonly string[];
};
