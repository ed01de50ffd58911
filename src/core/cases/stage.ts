/** A case's stage is computed from its facts and always says what is missing for the next one. */
import type { CaseFacts, Missing } from "./case-facts.ts";
import {
  goesOn,
  isAnswered,
  isAttackOpen,
  isAttackSaid,
  isConcluded,
  isEnded,
  isLeftToMaker,
  isOfFlaw,
  isUnmended,
  owedByKind,
} from "./kinds.ts";
import { type Wait, waitOf } from "./waiting.ts";

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

export interface Standing {
  readonly stage: Stage;
  /** In the order in which they are due; the first is the next deed. */
  readonly missing: readonly Missing[];
  readonly waitingOn: "us" | "reporter" | "other" | "nobody";
  /** Whom exactly, and since when; null where it is on us or on nobody. */
  readonly wait: Wait | null;
}

export function standingOf(facts: CaseFacts): Standing {
  if (facts.closed) {
    // Whoever writes after the closing was told that it is read: it waits for us like any word.
    const waitingOn = facts.unanswered.length > 0 ? "us" : "nobody";
    return { stage: "closed", missing: [], waitingOn, wait: null };
  }
  const wait = waitOf(facts.waits);
  return {
    stage: stageOf(facts),
    missing: owedByKind[facts.kind].filter((each) => isOwed[each](facts)),
    waitingOn: wait?.on ?? "us",
    wait,
  };
}

function stageOf(facts: CaseFacts): Stage {
  if (facts.publication === "published") return "published";
  if (facts.someoneToTell && !facts.acknowledged) return "received";
  if (!isOfFlaw(facts.kind)) return stageOfMatter(facts);
  if (facts.relevancy === null) return facts.someoneToTell ? "acknowledged" : "received";
  if (facts.relevancy !== "relevant" || !isConcluded(facts)) return "analysis";
  if (facts.publication !== "none") return "publication";
  return facts.remediesAvailable > 0 ? "publication" : "remediation";
}

/** What holds no flaw is answered or decided: nothing of it is mended or published. */
function stageOfMatter({ kind }: CaseFacts): Stage {
  return kind === "question" || kind === "live-incident" ? "acknowledged" : "analysis";
}

type Condition = (facts: CaseFacts) => boolean;

/** When each is missing, in a case whose kind owes it. */
const isOwed: Readonly<Record<Missing, Condition>> = {
  acknowledgement: (facts) => facts.someoneToTell && !facts.acknowledged,
  "reporter-answer": (facts) => facts.waits.some(({ asked }) => asked),
  "decision-approval": ({ decisionWaits }) => decisionWaits,
  "relevancy-decision": ({ relevancy }) => relevancy === null || relevancy === "need-more",
  "relevancy-told": (facts) =>
    facts.someoneToTell && facts.relevancy !== null && !facts.relevancyTold,
  answer: (facts) => !isAnswered(facts),
  redirect: (facts) => !facts.redirected,
  "exploitation-word": (facts) =>
    isOfFlaw(facts.kind) ? isAttackOpen(facts) : !isAttackSaid(facts),
  containment: (facts) => !facts.contained,
  "matter-decision": ({ conclusion }) => conclusion === null,
  score: (facts) => goesOn(facts) && !facts.scored,
  "affected-products": (facts) => goesOn(facts) && !facts.productsRecorded,
  conclusion: (facts) =>
    facts.relevancy !== null &&
    facts.relevancy !== "need-more" &&
    facts.conclusion === null &&
    !facts.conclusionTold &&
    !(facts.follows && facts.relevancy === "not-relevant"),
  "conclusion-told": (facts) => facts.conclusion !== null && !isConcluded(facts),
  remedy: (facts) => goesOn(facts) && facts.remediesPlanned === 0 && !isLeftToMaker(facts),
  "remedy-delivery": (facts) =>
    goesOn(facts) &&
    facts.remediesPlanned > 0 &&
    (facts.publication === "published" ? isUnmended(facts) : facts.remediesAvailable === 0),
  "advisory-draft": (facts) => goesOn(facts) && isConcluded(facts) && facts.publication === "none",
  "advisory-approval": ({ relevancy, publication }) =>
    relevancy === "relevant" && (publication === "draft" || publication === "in-review"),
  "advisory-publication": ({ relevancy, publication }) =>
    relevancy === "relevant" && publication === "approved",
  closing: isEnded,
};

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
  if (!isOfFlaw(facts.kind)) {
    return stageOfMatter(facts) === "acknowledged" ? "acknowledged" : "conclusion";
  }
  if (!facts.relevancyTold) return "relevancy";
  if (!facts.conclusionTold) return "conclusion";
  return "correction";
}
