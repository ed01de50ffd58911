/**
 * One reasoned ruling for many reports: how many it may decide at once, and how long it can be taken
 * back. Each report still has a decision, and each reporter a letter, of their own (ALU-09).
 */
import type { CaseFacts } from "../cases/case-facts.ts";
import { isOfFlaw } from "../cases/kinds.ts";
import { Refusal } from "../refusal.ts";

export const rulingCasesMax = 50;

/** So long its letters wait for the key that takes it back. */
export const rulingTakeBackMs = 20_000;

/**
 * A ruling decides what nobody decided yet. Refuses with ruling.not-a-report where there is nothing to
 * find relevant, and with ruling.decided where a person looked at the report by itself.
 */
export function mustBeToRule(facts: CaseFacts, reference: string): void {
  if (!isOfFlaw(facts.kind)) throw new Refusal("ruling.not-a-report", { reference });
  if (facts.relevancy === "relevant" || facts.relevancy === "not-relevant") {
    throw new Refusal("ruling.decided", { reference });
  }
}

/** Whether its letters may still wait. */
export function mayTakeBack(decidedAt: Date, now: Date): boolean {
  return now.getTime() - decidedAt.getTime() < rulingTakeBackMs;
}
