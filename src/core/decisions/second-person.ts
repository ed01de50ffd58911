/**
 * Which decisions need a second person before they hold and anybody is told. What leaves a flaw as it
 * is always does; the policy names the others.
 */
import type { Policy } from "../policy/policy.ts";
import { Refusal } from "../refusal.ts";
import { leavesUnmended } from "./reasons.ts";

export interface Weighed {
  readonly outcome: string;
  /** Codes. */
  readonly reasons: readonly string[];
}

/** A duplicate and what is out of scope are rejections of their own name. */
export function needsSecondPerson(policy: Policy, { outcome, reasons }: Weighed): boolean {
  if (leavesUnmended(outcome)) return true;
  const named: readonly string[] = policy.decisions.secondPersonFor;
  return named.includes(outcome) || (outcome === "not-relevant" && reasons.some(isNamed(named)));
}

function isNamed(named: readonly string[]) {
  return (reason: string) => named.includes(reason);
}

/** Four eyes look at the person, not the role. Refuses with decision.same-person. */
export function mustBeAnother(approverId: string, deciderId: string): void {
  if (approverId === deciderId) throw new Refusal("decision.same-person");
}
