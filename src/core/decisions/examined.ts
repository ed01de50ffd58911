/**
 * What an analysis rests on: whether it was reproduced, what speaks for and against a report, whether
 * others are affected, whether rules may have been broken, whether the reporter can be reached. Codes
 * only; nothing here decides or rejects by itself.
 */

export const reproductionResults = ["reproduced", "partly", "not-reproduced"] as const;
export type ReproductionResult = (typeof reproductionResults)[number];

export const othersAffected = ["yes", "no", "not-known"] as const;

/** `reachable` takes one of the others back. */
export const reporterStandings = ["unreachable", "opted-out", "reachable"] as const;
export type ReporterStanding = (typeof reporterStandings)[number];

/**
 * Signs of the CERT Guide to Coordinated Vulnerability Disclosure, in words of ours. How somebody writes
 * is none of them: grammar, spelling and a foreign language say nothing of a finding.
 */
export const signsFor = [
  "names-product-and-version",
  "steps-to-follow",
  "proof-of-concept",
  "impact-that-fits",
  "says-how-found",
  "terms-used-rightly",
  "answers-questions",
] as const;
export type SignFor = (typeof signsFor)[number];

export const signsAgainst = [
  "vague-about-product",
  "impact-too-large",
  "tool-output-alone",
  "video-alone",
  "terms-used-wrongly",
  "code-that-is-not-there",
  "money-before-details",
] as const;
export type SignAgainst = (typeof signsAgainst)[number];

export const signWords: Readonly<Record<SignFor | SignAgainst, string>> = {
  "names-product-and-version": "names product and version",
  "steps-to-follow": "steps that can be followed",
  "proof-of-concept": "a proof of concept",
  "impact-that-fits": "an impact that fits the flaw",
  "says-how-found": "says how it was found",
  "terms-used-rightly": "uses the terms of the field rightly",
  "answers-questions": "answers our questions",
  "vague-about-product": "vague about product or version",
  "impact-too-large": "an impact larger than the flaw",
  "tool-output-alone": "the output of a tool and nothing else",
  "video-alone": "a video and nothing else",
  "terms-used-wrongly": "uses the terms of the field wrongly",
  "code-that-is-not-there": "names code or functions that do not exist",
  "money-before-details": "asks for money before details",
};

/** A first look that confirms the report is told, or it is said why not yet (TH-13). */
export function owesWord(result: ReproductionResult, toldBefore: boolean): boolean {
  return result === "reproduced" && !toldBefore;
}
