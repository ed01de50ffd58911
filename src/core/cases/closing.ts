/** When a case may be closed, and with which reason. Decides alone; the closing itself is a deed. */
import type { ReporterStanding } from "../decisions/examined.ts";
import { leavesUnmended } from "../decisions/reasons.ts";
import { Refusal } from "../refusal.ts";
import type { RefusalCode } from "../refusal-codes.ts";
import type { CaseFacts, CaseKind } from "./case-facts.ts";
import {
  isAnswered,
  isAttackOpen,
  isAttackSaid,
  isConcluded,
  isEnded,
  isFound,
  isOfFlaw,
  isUnmended,
} from "./kinds.ts";

export const closeReasons = [
  "resolved",
  "not-relevant",
  "duplicate",
  "accepted-risk",
  "reporter-unreachable",
  "reporter-opted-out",
  "answered",
  "redirected",
  "decided",
  "routed",
] as const;

export type CloseReason = (typeof closeReasons)[number];

/** With these nobody is left to be told. */
const untold: readonly CloseReason[] = ["reporter-unreachable", "reporter-opted-out"];

/** What has to be on record of the reporter before such a closing (ALE-32). */
const standingFor: Readonly<Partial<Record<CloseReason, ReporterStanding>>> = {
  "reporter-unreachable": "unreachable",
  "reporter-opted-out": "opted-out",
};

/** Reasons that only some kinds know. */
const kindsOfReason: Readonly<Partial<Record<CloseReason, readonly CaseKind[]>>> = {
  answered: ["question"],
  routed: ["question"],
  redirected: ["live-incident"],
  decided: ["dispute", "data-leak"],
};

/** The reasons to offer, the most likely first. */
export function reasonsFor(facts: CaseFacts): CloseReason[] {
  // "Routed" closes with the letter that says where to, by a deed of its own.
  const alone = closeReasons.filter((reason) => reason !== "routed");
  const fits = alone.filter((reason) => kindsOfReason[reason]?.includes(facts.kind) ?? true);
  const honest = fits.filter((reason) => outcomeAgainst(facts, reason) === null);
  const offered = honest.filter((reason) => facts.someoneToTell || !untold.includes(reason));
  const usual = usualFor(facts);
  return offered.sort((a, b) => likely(b, usual) - likely(a, usual));
}

/** What the decisions of the case come to. */
function usualFor({ relevancy, conclusion, follows }: CaseFacts): CloseReason {
  if (relevancy === "not-relevant") return follows ? "duplicate" : "not-relevant";
  if (conclusion === "not-confirmed") return "not-relevant";
  return leavesUnmended(conclusion ?? "") ? "accepted-risk" : "resolved";
}

function likely(reason: CloseReason, usual: CloseReason): number {
  return 2 * Number(reason in kindsOfReason) + Number(reason === usual);
}

/**
 * Why a reason would say something else than was decided: a flaw that was confirmed ends mended, or with
 * a decision to leave it that two people took (ALU-13). Null where nothing speaks against it.
 */
function outcomeAgainst(facts: CaseFacts, reason: CloseReason): RefusalCode | null {
  const { kind, relevancy, conclusion, follows } = facts;
  switch (reason) {
    case "accepted-risk":
      return leavesUnmended(conclusion ?? "") ? null : "case.risk-not-accepted";
    case "resolved":
      return isOfFlaw(kind) && relevancy !== "not-relevant" && isLeft(facts)
        ? unmended(facts)
        : null;
    case "not-relevant":
    case "duplicate":
      return isOfFlaw(kind) && isFound(facts) && !follows ? "case.found-relevant" : null;
    default:
      return null;
  }
}

/** What is in the way differs: a maker mends it first, a coordinator tells everybody. */
function unmended({ mends, conclusion }: CaseFacts): RefusalCode {
  return mends === false && conclusion === "confirmed" ? "case.unpublished" : "case.unmended";
}

function isLeft(facts: CaseFacts): boolean {
  return isUnmended(facts) || leavesUnmended(facts.conclusion ?? "");
}

/**
 * Refuses with case.other-kind, case.not-answered, case.not-redirected, case.exploitation-unsaid,
 * case.attack-unanswered, case.conclusion-owed, case.vulnerability-confirmed, case.standing-first,
 * case.unmended, case.unpublished, case.found-relevant or case.risk-not-accepted.
 */
export function mustBeToClose(
  facts: CaseFacts,
  reason: CloseReason,
  on: { readonly reference: string; readonly raisesExploitationCheck: boolean },
): void {
  const { reference } = on;
  const kinds = kindsOfReason[reason];
  if (kinds && !kinds.includes(facts.kind)) throw new Refusal("case.other-kind", { reference });
  if ((reason === "answered" || reason === "routed") && !isAnswered(facts)) {
    throw new Refusal("case.not-answered", { reference });
  }
  if (reason === "redirected") {
    mustBeRedirected(facts, on);
    return;
  }
  if (facts.someoneToTell && untold.includes(reason)) {
    mustBeSilent(facts, reason, reference);
    return;
  }
  if (!isConcluded(facts) && !isEnded(facts)) throw new Refusal("case.conclusion-owed");
  if (isAttackOpen(facts)) throw new Refusal("case.attack-unanswered", { reference });
  const against = outcomeAgainst(facts, reason);
  if (against) throw new Refusal(against, { reference });
}

/** Silence closes a question, never a vulnerability that is known and without remedy (ALU-07). */
function mustBeSilent(facts: CaseFacts, reason: CloseReason, reference: string): void {
  if (isUnmended(facts)) throw new Refusal("case.vulnerability-confirmed");
  if (isAttackOpen(facts)) throw new Refusal("case.attack-unanswered", { reference });
  if (facts.reporterStanding !== standingFor[reason]) {
    throw new Refusal("case.standing-first", { reference });
  }
}

function mustBeRedirected(
  facts: CaseFacts,
  { reference, raisesExploitationCheck }: { reference: string; raisesExploitationCheck: boolean },
): void {
  if (!facts.redirected) throw new Refusal("case.not-redirected", { reference });
  if (!raisesExploitationCheck || isAttackSaid(facts)) return;
  const asked = facts.openAttacks.length > 0;
  throw new Refusal(asked ? "case.attack-unanswered" : "case.exploitation-unsaid", { reference });
}
