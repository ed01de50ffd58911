/** Decisions, their reasons and how they stand, as colleagues read them. Words only. */
import type { DecisionKind, DecisionStanding } from "../../core/decisions/decision.ts";

export const decisionKindWords: Readonly<Record<DecisionKind, string>> = {
  relevancy: "Relevancy",
  conclusion: "Conclusion",
  disclosure: "Disclosure",
  recognition: "Recognition",
  exception: "Exception",
  "others-affected": "Others affected",
  reproduction: "Reproduction",
  credibility: "Credibility",
  "breach-note": "Possible breach of the rules",
  standing: "Reporter",
};

export const standingWords: Readonly<Record<DecisionStanding, string>> = {
  proposed: "Waits for a second person",
  replaced: "Replaced by a later one",
  "sent-back": "Sent back",
  "taken-back": "Taken back",
};

export const reasonWords: Readonly<Record<string, string>> = {
  "no-security-effect": "no security effect",
  "not-ours": "not our product",
  "not-reproducible": "not reproducible",
  intended: "works as intended",
  "known-behaviour": "known and documented",
  duplicate: "duplicate",
  "out-of-scope": "out of scope",
};
