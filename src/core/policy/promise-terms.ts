/** What a policy says of a promise, and whether pages may call it one. */
import type { Length } from "../clocks/length.ts";
import type { Text } from "./text.ts";

/**
 * Whose number a length is. Only "text" (the organisation's own published words) and "agreed"
 * (with a party) may be called promised; "rule" is somebody else's (law, CNA rules, a
 * coordinator's stated date); "target" is the operator's own aim.
 */
export type Basis = "text" | "rule" | "agreed" | "target";

/** What the policy says of one kind of promise. */
export type PromiseTerms = {
  /** Which of the promise's anchors starts the clock. */
  from: string;
  /** How long it may take; "none" owes the deed and sets no date. */
  within: Length;
  /** Whose number it is: our text's, a rule's, an agreement's, or our own target. */
  basis: Basis;
  /** Other lengths for severity bands, by band name. */
  bySeverity: Readonly<Record<string, Length>>;
  /** Whether an automatic reply meets it, or only a person's. */
  satisfiedBy: "person" | "any";
  /** For how many hours before the due time it counts as due soon; several warn several times. */
  warnHoursBefore: readonly number[];
  /** Whether a target may be shown outside, as "we aim to"; a target is never shown as promised. */
  showTarget: boolean;
  /**
   * Whether this promise's last day moves from a non-working day to the next working day, where
   * that differs from the policy's own rule of counting.
   */
  endMovesToWorkingDay?: boolean | undefined;
  /** What the organisation's own text says, where it says something; printed without numbers. */
  says?: Text | undefined;
  requirements: readonly string[];
};

/** How a number may be spoken of to people outside. */
export type Wording = "promised" | "aimed-at" | "unsaid";

/** Whether people outside may be told the number, and as what: a target is never a promise. */
export function wordingOf(terms: Pick<PromiseTerms, "basis" | "within" | "showTarget">): Wording {
  if (terms.within === "none") return "unsaid";
  if (terms.basis === "text" || terms.basis === "agreed") return "promised";
  return terms.basis === "target" && terms.showTarget ? "aimed-at" : "unsaid";
}

/** The length that holds for a severity band, or for all of them. */
export function lengthFor(
  terms: Pick<PromiseTerms, "within" | "bySeverity">,
  severity?: string,
): Length {
  return (severity === undefined ? undefined : terms.bySeverity[severity]) ?? terms.within;
}
