/** The schema of promises: one entry per kind that has a clock, each with its own anchors. */
import { z } from "zod";
import type { PromiseClock } from "../../core/clocks/promise-clock.ts";
import { promises as kinds } from "../../core/clocks/promises.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { PromiseTerms } from "../../core/policy/promise-terms.ts";
import type { Text } from "../../core/policy/text.ts";
import { length, requirements, text } from "./schema-parts.ts";

function termsOf(kind: PromiseClock) {
  return z
    .strictObject({
      from: z.enum(Object.keys(kind.anchors) as [string, ...string[]]).default(kind.anchor),
      within: length,
      basis: z.enum(["text", "rule", "agreed", "target"]),
      bySeverity: z.record(z.string(), length).default({}),
      satisfiedBy: z.enum(["person", "any"]),
      warnHoursBefore: z.array(z.int().min(1).max(8784)).default([24]),
      showTarget: z.boolean().default(false),
      endMovesToWorkingDay: z.boolean().optional(),
      says: text.optional(),
      requirements,
    })
    .superRefine((terms, context) => {
      const problem = contradictionIn(terms);
      if (problem) context.addIssue({ code: "custom", ...problem });
    });
}

type Terms = { from: string; within: unknown; basis: string; says?: Text | undefined };

function contradictionIn(terms: Terms): { path: string[]; message: string } | undefined {
  if ((terms.from === "agreed") !== (terms.within === "agreed")) {
    return {
      path: ["within"],
      message: `does not fit: a clock from “${terms.from}” ${
        terms.from === "agreed" ? "ends on" : "does not end on"
      } an agreed date`,
    };
  }
  if (terms.basis === "text" && !terms.says) {
    return {
      path: ["says"],
      message: "is missing: a number that is in the text needs the words that hold it",
    };
  }
  if (terms.basis === "text" && terms.within === "none") {
    return { path: ["basis"], message: "says the number is in the text, but there is no number" };
  }
  if (terms.basis === "agreed" && terms.within !== "agreed") {
    const message =
      "says the number is agreed, but only a date is: write within: agreed, or another basis";
    return { path: ["basis"], message };
  }
  if (terms.basis !== "text" && numberIn(terms.says)) {
    const message = `names the number ${numberIn(terms.says)}, and would promise it; leave it out, or write basis: text`;
    return { path: ["says"], message };
  }
  return undefined;
}

/** A short whole number that stands by itself in the words: no version, no id, no standard's. */
function numberIn(says: Terms["says"]): string | undefined {
  const words = typeof says === "string" ? [says] : Object.values(says ?? {});
  return words
    .map((each) => /(?<![\p{L}\d.-])\d{1,3}(?![\p{L}\d]|[.-]\d)/u.exec(each)?.[0])
    .find(Boolean);
}

/**
 * Promises that every policy makes, also one that does not name them. An exception that had no end would put off
 * what it puts off for ever (ALE-64); its day is agreed, so no number is made up here.
 */
const always: Readonly<Partial<Record<string, PromiseTerms>>> = {
  "exception-end": {
    from: "agreed",
    within: "agreed",
    basis: "target",
    bySeverity: {},
    satisfiedBy: "person",
    warnHoursBefore: [168, 24],
    showTarget: false,
    requirements: [],
  },
};

const entries = kinds.map((kind) => {
  const terms = termsOf(kind);
  const otherwise = always[kind.id];
  return [
    kind.id,
    otherwise ? terms.default(otherwise as z.output<typeof terms>) : terms.optional(),
  ];
});

export const promises: z.ZodType<Policy["promises"]> = z.strictObject(
  Object.fromEntries(entries),
) as unknown as z.ZodType<Policy["promises"]>;
