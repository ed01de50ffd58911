/** Tells a reporter whether the report concerns the team's products, with the reasons [ALE-30]. */
import {
  type Letter,
  type LetterTeam,
  letter,
  type PromisedDate,
  portalText,
  promisesText,
} from "./letter.ts";

export interface RelevancyFacts {
  readonly team: LetterTeam;
  readonly reference: string;
  readonly portalLink: string;
  readonly decision: "relevant" | "not-relevant" | "need-more";
  /** In the team's own words. */
  readonly reasons: string;
  readonly promises: readonly PromisedDate[];
  readonly timeZone: string;
  readonly now: Date;
}

const titles: Record<RelevancyFacts["decision"], string> = {
  relevant: "Your report concerns our products",
  "not-relevant": "Our decision on your report",
  "need-more": "We need to know more",
};

const openings: Record<RelevancyFacts["decision"], string> = {
  relevant: "we have looked at your report. It concerns our products, and we are analysing it.",
  "not-relevant":
    "we have looked at your report and come to the decision that it does not concern a vulnerability in our products.",
  "need-more": "we have looked at your report and need to know more before we can decide.",
};

export function relevancy(facts: RelevancyFacts): Letter {
  const { team, reference, decision, reasons, portalLink } = facts;
  return letter(team, reference, titles[decision], [
    "Hello,",
    openings[decision],
    reasons.trim(),
    decision === "not-relevant"
      ? "If you see it otherwise, please tell us why: we will look again."
      : null,
    promisesText(facts.promises, facts.now, facts.timeZone),
    portalText(portalLink, reference),
  ]);
}
