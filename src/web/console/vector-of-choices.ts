/** The score form's radio buttons as one vector; a vector that was typed or pasted comes first. */
import { cvssVersions } from "../../core/severity/describe-metrics.ts";
import { composeCvss } from "../../core/severity/parse.ts";
import { type FormValues, lastValueOf } from "../../lib/form-description.ts";

/** Prefix of the picker's fields: "cvss.AV". */
export const choicePrefix = "cvss";

/** The metrics that were chosen: `{ AV: "N" }`. */
export function choicesIn(values: FormValues): Record<string, string> {
  const prefix = `${choicePrefix}.`;
  const entries = Object.keys(values)
    .filter((name) => name.startsWith(prefix))
    .map((name) => [name.slice(prefix.length), lastValueOf(values, name) ?? ""] as const);
  return Object.fromEntries(entries);
}

/** Refuses with cvss.malformed a choice that lacks a mandatory metric. */
export function vectorOfChoices(values: FormValues): FormValues {
  if (lastValueOf(values, "vector")?.trim()) return values;
  const choices = choicesIn(values);
  const version = cvssVersions.find((each) => each === lastValueOf(values, "cvssVersion"));
  if (!version || Object.keys(choices).length === 0) return values;
  return { ...values, vector: composeCvss(version, choices).text };
}
