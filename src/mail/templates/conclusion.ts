/** Tells a reporter what the analysis found and what follows from it [ALE-32]. */
import {
  type Letter,
  type LetterTeam,
  letter,
  type PromisedDate,
  portalText,
  promisesText,
} from "./letter.ts";

export interface ConclusionFacts {
  readonly team: LetterTeam;
  readonly reference: string;
  readonly portalLink: string;
  readonly outcome: "confirmed" | "not-confirmed";
  /** The team's explanation, in its own words. */
  readonly explanation: string;
  /** Such as "High (CVSS 3.1: 8.1)"; null when not scored. */
  readonly severity: string | null;
  readonly promises: readonly PromisedDate[];
  readonly timeZone: string;
  readonly now: Date;
}

export function conclusion(facts: ConclusionFacts): Letter {
  const { team, reference, outcome, severity, portalLink } = facts;
  const confirmed = outcome === "confirmed";
  return letter(team, reference, "The result of our analysis", [
    "Hello,",
    confirmed
      ? "our analysis is finished: we confirm the vulnerability that you reported. Thank you for finding it."
      : "our analysis is finished: we could not confirm a vulnerability.",
    facts.explanation.trim(),
    severity === null ? null : `Our rating: ${severity}.`,
    promisesText(facts.promises, facts.now, facts.timeZone),
    confirmed
      ? "Please keep the matter confidential until a remedy is available and the publication has been made. We will tell you when both are."
      : "If you see it otherwise, please tell us why: we will look again.",
    portalText(portalLink, reference),
  ]);
}
