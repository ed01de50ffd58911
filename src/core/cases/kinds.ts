/**
 * What each kind of case owes, in order, and how it may end. One table, so that no kind is without an
 * end: whatever a case is, the first thing that it still owes is somebody's next deed.
 */
import type { CaseFacts, CaseKind, Missing } from "./case-facts.ts";

/** As people read them. */
export const kindTitles: Readonly<Record<CaseKind, string>> = {
  "vulnerability-report": "Vulnerability report",
  question: "Question",
  "live-incident": "Live incident",
  "third-party-notice": "Notice from a third party",
  "own-finding": "Our own finding",
  "data-leak": "Data leak",
  dispute: "Dispute",
};

/** A flaw that may be ours goes one way, whoever found it (TH-06). */
const wayOfFlaw = [
  "acknowledgement",
  "reporter-answer",
  "decision-approval",
  "relevancy-decision",
  "relevancy-told",
  "score",
  "affected-products",
  "conclusion",
  "conclusion-told",
  "remedy",
  "remedy-delivery",
  "advisory-draft",
  "advisory-approval",
  "advisory-publication",
  // What a report says of an attack is not closed over (ALE-59).
  "exploitation-word",
  "closing",
] as const satisfies readonly Missing[];

/** What a case of the kind owes, in the order in which it is due. */
export const owedByKind: Readonly<Record<CaseKind, readonly Missing[]>> = {
  "vulnerability-report": wayOfFlaw,
  "own-finding": wayOfFlaw,
  "third-party-notice": wayOfFlaw,
  question: ["acknowledgement", "reporter-answer", "answer", "closing"],
  // Whoever is sent on may have met a vulnerability of ours: that is not lost with them.
  "live-incident": ["redirect", "reporter-answer", "exploitation-word", "closing"],
  "data-leak": [
    "acknowledgement",
    "reporter-answer",
    "containment",
    "matter-decision",
    "conclusion-told",
    "closing",
  ],
  dispute: ["acknowledgement", "reporter-answer", "matter-decision", "conclusion-told", "closing"],
};

/** Whether the matter of a case is a flaw that is analysed, mended and published. */
export function isOfFlaw(kind: CaseKind): boolean {
  return owedByKind[kind] === wayOfFlaw;
}

/** Whether everything is done that a case of its kind has to come to before it is closed. */
export function isEnded(facts: CaseFacts): boolean {
  switch (facts.kind) {
    case "question":
      return isAnswered(facts);
    case "live-incident":
      return facts.redirected && isAttackSaid(facts);
    case "data-leak":
      return facts.contained && isConcluded(facts);
    case "dispute":
      return isConcluded(facts);
    default:
      return (
        isConcluded(facts) &&
        (!goesOn(facts) || (facts.publication === "published" && !isUnmended(facts)))
      );
  }
}

/** Whether it is on record that a vulnerability was used or that none was, and of each report that said so. */
export function isAttackSaid(facts: Pick<CaseFacts, "exploitationSaid" | "openAttacks">): boolean {
  return facts.exploitationSaid && facts.openAttacks.length === 0;
}

/** The conclusion is told, or taken where nobody outside is there to be told. */
export function isConcluded(facts: CaseFacts): boolean {
  return (
    facts.conclusionTold ||
    (facts.conclusion !== null && !facts.someoneToTell) ||
    isFollowing(facts)
  );
}

/** It is told to be a duplicate: what is concluded is concluded of the earlier case, and told to it too. */
function isFollowing(facts: CaseFacts): boolean {
  return (
    facts.follows &&
    facts.relevancy === "not-relevant" &&
    (facts.relevancyTold || !facts.someoneToTell)
  );
}

/** A person wrote to whoever asked; without one nobody waits for an answer. */
export function isAnswered(facts: CaseFacts): boolean {
  return facts.answered || !facts.someoneToTell;
}

/** Whether a flaw of ours is still to be mended and published. */
export function goesOn({ relevancy, conclusion }: CaseFacts): boolean {
  return relevancy === "relevant" && (conclusion === null || conclusion === "confirmed");
}

/** A flaw that is confirmed, and of which a remedy is still to come: an early advisory mends nothing. */
export function isUnmended(facts: CaseFacts): boolean {
  const { conclusion, remediesAvailable, remediesPlanned } = facts;
  if (conclusion !== "confirmed" || isLeftToMaker(facts)) return false;
  return remediesAvailable === 0 || remediesAvailable < remediesPlanned;
}

/** Who only coordinates has done their part once everybody is told, whether its maker mends it or not (CC-05). */
export function isLeftToMaker({ mends, publication }: CaseFacts): boolean {
  return mends === false && publication === "published";
}

/** It was found to be a flaw that may be ours, and nothing took that back. */
export function isFound({ relevancy, conclusion }: CaseFacts): boolean {
  return relevancy === "relevant" && conclusion !== null && conclusion !== "not-confirmed";
}

/** A report says that a vulnerability, which was found since, is used, and nobody said whether that is so. */
export function isAttackOpen(facts: CaseFacts): boolean {
  return isOfFlaw(facts.kind) && isFound(facts) && facts.openAttacks.length > 0;
}
