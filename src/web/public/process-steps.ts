/**
 * The published process, step by step (ALE-38): the same words on the start page, in the policy and
 * in the reporter's portal. A number is named only as far as the policy lets it be named outside.
 */
import type { ReporterStep, reporterSteps } from "../../core/cases/stage.ts";
import { lengthInWords } from "../../core/clocks/length.ts";
import type { PromiseId } from "../../core/clocks/promises.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { wordingOf } from "../../core/policy/promise-terms.ts";

export type ProcessStep = {
  readonly id: (typeof reporterSteps)[number];
  readonly name: string;
  /** What happens in it, said to the reporter. */
  readonly what: string;
  /** The promise that ends it. */
  readonly promise: PromiseId | null;
};

export const processSteps: readonly ProcessStep[] = [
  {
    id: "received",
    name: "Received",
    what: "It is stored and sealed the moment you send it.",
    promise: null,
  },
  {
    id: "acknowledged",
    name: "Acknowledged",
    what: "You get a reference, and the way to reach us about it.",
    promise: "acknowledge-report",
  },
  {
    id: "relevancy",
    name: "Relevancy",
    what: "We decide whether it concerns our products, and tell you why.",
    promise: "relevancy",
  },
  {
    id: "conclusion",
    name: "Conclusion",
    what: "We analyse it, keep you informed, and tell you what we found.",
    promise: "conclusion",
  },
  {
    id: "correction",
    name: "Correction",
    what: "We work on a remedy and tell you when it will come.",
    promise: "remedy-date",
  },
  {
    id: "published",
    name: "Published",
    what: "What readers need to know appears, with your name if you wish.",
    promise: "advisory",
  },
];

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
