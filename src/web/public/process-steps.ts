/**
 * The published process, step by step (ALE-38): the same words on the start page, in the policy and
 * in the reporter's portal. A number is named only as far as the policy lets it be named outside.
 */
import { type ReporterStep, reporterSteps } from "../../core/cases/stage.ts";
import { lengthInWords } from "../../core/clocks/length.ts";
import type { PromiseId } from "../../core/clocks/promises.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { wordingOf } from "../../core/policy/promise-terms.ts";
import { english, type PolicyWords } from "./policy/words-en.ts";

type StepId = (typeof reporterSteps)[number];

export type ProcessStep = {
  readonly id: StepId;
  readonly name: string;
  /** What happens in it, said to the reporter. */
  readonly what: string;
  /** The same where the policy owes nothing in it. */
  readonly without: string;
  /** The promise that ends it. */
  readonly promise: PromiseId | null;
};

const promiseOf: Readonly<Record<StepId, PromiseId | null>> = {
  received: null,
  acknowledged: "acknowledge-report",
  relevancy: "relevancy",
  conclusion: "conclusion",
  correction: "remedy-date",
  published: "advisory",
};

/** The steps in the words of one language. */
export function processStepsIn({ process }: PolicyWords): readonly ProcessStep[] {
  return reporterSteps.map((id) => {
    const { name, what, without } = process.steps[id];
    return { id, name, what, without, promise: promiseOf[id] };
  });
}

export const processSteps: readonly ProcessStep[] = processStepsIn(english);

/** What is told of a step: less where the policy owes nothing in it, or has no products of its own. */
export function whatIn(policy: Policy, { id, what, without, promise }: ProcessStep): string {
  if (promise === null || id === "acknowledged") return what;
  return policy.promises[promise] && policy.roles.includes("vendor") ? what : without;
}

/** The number of a promise as it may be said outside; undefined where nothing may be said. */
export function numberInWords(policy: Policy, promise: PromiseId | null): string | undefined {
  const terms = promise ? policy.promises[promise] : undefined;
  if (!terms) return undefined;
  if (terms.within === "agreed") return "The date is agreed with you.";
  const length = lengthInWords(terms.within);
  switch (wordingOf(terms)) {
    case "promised":
      return `We promise it within ${length}.`;
    case "aimed-at":
      return `We aim to do so within ${length}.`;
    default:
      return undefined;
  }
}

/** How far along each step is, for a reporter who stands at `here`. */
export function stepStates(here: Exclude<ReporterStep, "closed">) {
  const at = processSteps.findIndex((step) => step.id === here);
  return (index: number) => (index < at ? "done" : index === at ? "current" : "next");
}
