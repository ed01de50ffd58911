import type { z } from "zod";
import { promiseIds } from "../../core/clocks/promises.ts";

/** What is wrong with a setting, as the tail of a sentence that begins with its path. */
export function sentenceFor(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined && issue.code !== "custom") return "is missing";
  switch (issue.code) {
    case "invalid_type":
      return `should be ${words[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `should be one of ${issue.values.map(String).join(", ")}`;
    case "unrecognized_keys":
      return issue.path?.[0] === "promises" && issue.path.length === 1
        ? `is not a promise that has a clock; there are ${promiseIds.join(", ")}`
        : "is not a setting";
    case "too_small":
      return issue.origin === "number" || issue.origin === "int"
        ? `should be at least ${issue.minimum}`
        : "is empty";
    case "too_big":
      return `should be at most ${issue.maximum}`;
    case "invalid_union":
      return "is neither a text nor one text per language";
    default:
      return undefined;
  }
}

const words: Record<string, string> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
  object: "a group of settings",
  record: "a group of settings",
  string: "text",
};
