/** When a case may be closed, and with which reason. Decides alone; the closing itself is a deed. */
import type { ReporterStanding } from "../decisions/examined.ts";
import { Refusal } from "../refusal.ts";
import type { CaseFacts, CaseKind } from "./case-facts.ts";
import { isAnswered, isConcluded, isEnded } from "./kinds.ts";

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
export function reasonsFor({
  kind,
  someoneToTell,
}: Pick<CaseFacts, "kind" | "someoneToTell">): CloseReason[] {
  // "Routed" closes with the letter that says where to, by a deed of its own.
  const alone = closeReasons.filter((reason) => reason !== "routed");
  const fits = alone.filter((reason) => kindsOfReason[reason]?.includes(kind) ?? true);
  const offered = fits.filter((reason) => someoneToTell || !untold.includes(reason));
  return offered.sort((a, b) => Number(b in kindsOfReason) - Number(a in kindsOfReason));
}

/**
 * Refuses with case.other-kind, case.not-answered, case.not-redirected, case.exploitation-unsaid,
 * case.conclusion-owed, case.vulnerability-confirmed or case.standing-first.
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
    // Silence closes a question, never a vulnerability that is known and without remedy (ALU-07).
    if (isUnmended(facts)) throw new Refusal("case.vulnerability-confirmed");
    if (facts.reporterStanding !== standingFor[reason]) {
      throw new Refusal("case.standing-first", { reference });
    }
    return;
  }
  if (!isConcluded(facts) && !isEnded(facts)) throw new Refusal("case.conclusion-owed");
}

function mustBeRedirected(
  facts: CaseFacts,
  { reference, raisesExploitationCheck }: { reference: string; raisesExploitationCheck: boolean },
): void {
  if (!facts.redirected) throw new Refusal("case.not-redirected", { reference });
  if (raisesExploitationCheck && !facts.exploitationSaid) {
    throw new Refusal("case.exploitation-unsaid", { reference });
  }
}

function isUnmended({ conclusion, remediesAvailable, remediesPlanned }: CaseFacts): boolean {
  if (conclusion !== "confirmed") return false;
  return remediesAvailable === 0 || remediesAvailable < remediesPlanned;
}
