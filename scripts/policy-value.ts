/** What a policy says in one setting, short enough for a table. */
import type { Policy } from "../src/core/policy/policy.ts";

/** The setting at that dotted path; "none" where it is left empty. */
export function valueInWords(policy: Policy, path: string): string {
  const value = path
    .split(".")
    .reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>>)[key], policy);
  return inWords(value);
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(inWords).join(", ") || "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "object" && value !== null) return groupInWords(Object.entries(value));
  return String(value) || "none";
}

function groupInWords(entries: readonly [string, unknown][]): string {
  const [first] = entries;
  // Of a text in several languages the original; an entry of a list by what it is called.
  if (entries.every(([key]) => /^[a-z]{2}$/.test(key))) return String(first?.[1]);
  const [, called] = entries.find(([key]) => key === "code" || key === "name") ?? [];
  const facts = entries.flatMap(([key, each]) => marks[`${key} ${each}`] ?? []);
  if (facts.length > 0) return `${inWords(called)} (${facts.join(", ")})`;
  if (called !== undefined) return inWords(called);
  return entries.map(([key, each]) => `${key}: ${inWords(each)}`).join(", ");
}

/** What tells kinds of publication apart. */
const marks: Readonly<Record<string, string>> = {
  "claimsRemedy true": "claims a remedy",
  "claimsRemedy false": "claims no remedy",
  "mayBeEarly true": "may be early",
  "mayBeEarly false": "never early",
};
