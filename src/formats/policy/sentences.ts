/** What is wrong with a policy file, in words that help to mend it. Decides nothing itself. */
import type { z } from "zod";
import { nearMiss } from "../../lib/near-miss.ts";

/** What is wrong with a setting, as the tail of a sentence that begins with its path. */
export function sentenceFor(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined && issue.code !== "custom") return "is missing";
  switch (issue.code) {
    case "invalid_type":
      return `should be ${words[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `should be one of ${issue.values.map(String).join(", ")}`;
    case "invalid_format":
      return formats[issue.format];
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, issue)).join("\n");
    case "too_small":
      return issue.origin === "number" || issue.origin === "int"
        ? `should be at least ${issue.minimum}`
        : "is empty";
    case "too_big":
      return `should be at most ${issue.maximum}`;
    case "invalid_union":
      return "is neither a text nor one text per language, such as { en: Report, fr: Signalement }";
    default:
      return undefined;
  }
}

/** The sentences on several unknown keys of one group: zod has one message for all of them. */
export function sentencesPerKey(message: string): string[] {
  return message.split("\n");
}

function unknownKey(key: string, issue: z.core.$ZodRawIssue): string {
  const known = Object.keys(shapeOf(issue.inst));
  const meant = nearMiss(key, known);
  const hint = meant ? `; did you mean ${meant}?` : `; there are ${known.join(", ")}`;
  const isPromise = issue.path?.[0] === "promises" && issue.path.length === 1;
  if (isPromise) return `is not a promise that has a clock${hint}`;
  return known.length > 0 ? `is not a setting${hint}` : "is not a setting";
}

/** The settings of the group that refused the key. */
function shapeOf(schema: unknown): object {
  const { shape } = (schema as z.core.$ZodObject | undefined)?._zod.def ?? {};
  return shape ?? {};
}

type YamlError = { readonly code: string; readonly message: string };

/** What keeps a text from being YAML at all, as a whole sentence. */
export function yamlSentence({ code, message }: YamlError): string {
  const [what = message] = message.split(" at line ");
  const advice = what.startsWith("Flow ") ? unclosed : yamlAdvice[code];
  return advice ? `${advice} (YAML says: ${what}.)` : `This is not valid YAML: ${what}.`;
}

const unclosed = "A [ or { above this line is not closed.";

const yamlAdvice: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: "This setting is written twice in its group; keep one of them.",
  TAB_AS_INDENT: "This line begins with a tab; YAML is indented with spaces.",
  BAD_INDENT: "This line is not indented like those around it.",
  BAD_ALIAS: "This alias (*name) leads nowhere.",
};

export const aliasSentence =
  "The aliases (*name) of this file lead nowhere, or unfold into more than any policy holds; write the settings out.";

export const emptySentence =
  "This file holds no settings. The file policies/template.yaml shows them all.";

const formats: Readonly<Record<string, string>> = {
  email: "is not an e-mail address",
  url: "is not an address such as https://example.org/",
};

const words: Record<string, string> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
  object: "a group of settings",
  record: "a group of settings",
  string: "text",
};
