/** Says in one sentence what is wrong with one part of a CVSS vector. Never echoes more than a few printable characters. */
import type { CvssVersion, Metric } from "./metric.ts";

const quotedCharactersMax = 24;

/** A stranger's text made safe for a terminal, a log line and a page: printable ASCII only, cut short. */
export function quoted(text: string): string {
  const printable = text.replace(/[^\x21-\x7e]/g, "?");
  const cut = printable.length > quotedCharactersMax;
  return cut ? `${printable.slice(0, quotedCharactersMax)}…` : printable;
}

/** Why `written` is no part of `text`, in the words of the vector's own version. */
export function explainPart(
  grammar: { readonly version: CvssVersion; readonly metrics: readonly Metric[] },
  text: string,
  written: string,
): string {
  if (/\s/.test(text)) return "The vector holds a space or a line break.";
  if (written === "") {
    return text.endsWith("/") ? "The vector ends with a slash." : "The vector has an empty part.";
  }
  const colon = written.indexOf(":");
  if (colon < 0) return `${quoted(written)} is not written METRIC:VALUE.`;
  const abbreviation = written.slice(0, colon);
  const metric = grammar.metrics.find((each) => each.abbreviation === abbreviation);
  if (metric !== undefined) return explainValue(metric, written);
  const meant = grammar.metrics.find(
    (each) => each.abbreviation.toLowerCase() === abbreviation.toLowerCase(),
  );
  return meant === undefined
    ? `${quoted(abbreviation)} is not a metric of CVSS ${grammar.version}.`
    : `${quoted(abbreviation)} must be written ${meant.abbreviation}.`;
}

function explainValue(metric: Metric, written: string): string {
  const values = metric.values.map((value) => value.abbreviation).join(", ");
  return `${quoted(written)} is not a value of ${metric.name} (${values}).`;
}
