/** A case's stage is computed from its facts and always says what is missing for the next one. */

export const stages = [
  "received",
  "acknowledged",
  "analysis",
  "remediation",
  "publication",
  "published",
  "closed",
] as const;

export type Stage = (typeof stages)[number];

/** What still has to happen; each is the one next deed of somebody. */
export type Missing =
  | "acknowledgement"
  | "relevancy-decision"
  | "relevancy-told"
  | "reporter-answer"
  | "score"
  | "affected-products"
  | "conclusion"
  | "remedy"
  | "remedy-delivery"
  | "advisory-draft"
  | "advisory-approval"
  | "advisory-publication"
  | "closing";

export type RelevancyOutcome = "relevant" | "not-relevant" | "need-more";

export interface CaseFacts {
  readonly acknowledged: boolean;
  readonly relevancy: RelevancyOutcome | null;
  readonly relevancyTold: boolean;
  /** A question to the reporter is open. */
  readonly waitingForReporter: boolean;
  readonly scored: boolean;
  readonly productsRecorded: boolean;
  readonly concluded: boolean;
  readonly remediesPlanned: number;
  readonly remediesAvailable: number;
  /** The furthest state of any publication of the case. */
  readonly publication: "none" | "draft" | "in-review" | "approved" | "publishing" | "published";
  readonly closed: boolean;
}

export interface Standing {
  readonly stage: Stage;
  /** In the order in which they are due; the first is the next deed. */
  readonly missing: readonly Missing[];
  readonly waitingOn: "us" | "reporter" | "nobody";
}

export function standingOf(facts: CaseFacts): Standing {
  if (facts.closed) return { stage: "closed", missing: [], waitingOn: "nobody" };
  const missing = missingOf(facts);
  return {
    stage: stageOf(facts),
    missing,
    waitingOn: facts.waitingForReporter ? "reporter" : "us",
  };
}

function stageOf(facts: CaseFacts): Stage {
  if (facts.publication === "published") return "published";
  if (!facts.acknowledged) return "received";
  if (facts.relevancy === null) return "acknowledged";
  if (facts.relevancy !== "relevant" || !facts.concluded) return "analysis";
  if (facts.publication !== "none") return "publication";
  return facts.remediesAvailable > 0 ? "publication" : "remediation";
}

function missingOf(facts: CaseFacts): Missing[] {
  const list: [Missing, boolean][] = [
    ["acknowledgement", !facts.acknowledged],
    ["reporter-answer", facts.waitingForReporter],
    ["relevancy-decision", facts.relevancy === null || facts.relevancy === "need-more"],
    ["relevancy-told", facts.relevancy !== null && !facts.relevancyTold],
    ...(facts.relevancy === "relevant" ? missingWhenRelevant(facts) : []),
    ["conclusion", facts.relevancy === "not-relevant" && !facts.concluded],
    ["closing", facts.concluded && isDone(facts)],
  ];
  return list.filter(([, holds]) => holds).map(([name]) => name);
}

function missingWhenRelevant(facts: CaseFacts): [Missing, boolean][] {
  const published = facts.publication === "published";
  return [
    ["score", !facts.scored],
    ["affected-products", !facts.productsRecorded],
    ["conclusion", !facts.concluded],
    ["remedy", facts.remediesPlanned === 0],
    ["remedy-delivery", facts.remediesPlanned > 0 && facts.remediesAvailable === 0 && !published],
    ["advisory-draft", facts.concluded && facts.publication === "none"],
    ["advisory-approval", facts.publication === "draft" || facts.publication === "in-review"],
    ["advisory-publication", facts.publication === "approved"],
  ];
}

function isDone(facts: CaseFacts): boolean {
  return facts.relevancy === "not-relevant" || facts.publication === "published";
}

/** The steps that a reporter sees, which are those of the published process (ALE-38). */
export const reporterSteps = [
  "received",
  "acknowledged",
  "relevancy",
  "conclusion",
  "correction",
  "published",
] as const;

export type ReporterStep = (typeof reporterSteps)[number] | "closed";

/** "You are here": the step that is under way, said without anything that is not the reporter's to know. */
export function reporterStepOf(facts: CaseFacts): ReporterStep {
  if (facts.closed) return "closed";
  if (facts.publication === "published") return "published";
  if (!facts.acknowledged) return "received";
  if (!facts.relevancyTold) return "relevancy";
  if (!facts.concluded) return "conclusion";
  return "correction";
}
