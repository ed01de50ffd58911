/**
 * Why a report is not taken up, and what an analysis may find: codes that people choose from. An
 * explanation is owed with each of them (ALU-09); the codes alone explain nothing.
 */

/** What a threat agent could compromise. */
export const touched = ["confidentiality", "integrity", "availability"] as const;
export type Touched = (typeof touched)[number];

/** Why a report is not taken up. */
export const rejectionReasons = [
  "no-security-effect",
  "not-ours",
  "not-reproducible",
  "intended",
  "known-behaviour",
  "duplicate",
  "out-of-scope",
] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

export const conclusionOutcomes = [
  "confirmed",
  "not-confirmed",
  "accepted-risk",
  "will-not-fix",
] as const;
export type ConclusionOutcome = (typeof conclusionOutcomes)[number];

/** Outcomes whose explanation may begin with a ready text; "relevant" needs none. */
export const explainedOutcomes = ["not-relevant", "need-more", ...conclusionOutcomes] as const;
export type ExplainedOutcome = (typeof explainedOutcomes)[number];

/** Confirmed, and left as it is: until a date, and never by one person alone. */
export function leavesUnmended(outcome: string): boolean {
  return outcome === "accepted-risk" || outcome === "will-not-fix";
}

/** A rejection in fewer letters than this explains nothing. */
export const explanationLettersMin = 80;

/** Letters that the explanation of a conclusion has at least. */
export function lettersOwed(outcome: ConclusionOutcome): number {
  return outcome === "confirmed" ? 40 : explanationLettersMin;
}
