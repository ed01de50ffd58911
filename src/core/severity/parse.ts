/**
 * Reads one CVSS vector by the grammar of its own version and writes it in the standard's order.
 * Never repairs a vector: a score for something nobody wrote would be published as theirs.
 */
import { Refusal } from "../refusal.ts";
import { describeMetrics } from "./describe-metrics.ts";
import type { CvssVersion, Metric } from "./metric.ts";
import { explainPart, quoted } from "./parse-fault.ts";

/** A vector that follows its grammar. `metrics` holds what was written, defaults are not filled in. */
export type CvssVector = {
  readonly version: CvssVersion;
  /** The vector as it was written, prefix included. */
  readonly text: string;
  /** Value by metric, both abbreviated: `{ AV: "N", … }`. */
  readonly metrics: Readonly<Record<string, string>>;
};

/** Why a text is not a CVSS vector: one sentence that names the metric. */
export type CvssFault = { readonly fault: string };

type Part = { readonly index: number; readonly abbreviation: string; readonly value: string };

type Grammar = {
  readonly version: CvssVersion;
  readonly prefix: string;
  /** 2.0 and 4.0 fix the order of the metrics; 3.x takes any (v3.1 section 6, v4.0 section 7). */
  readonly ordered: boolean;
  readonly metrics: readonly Metric[];
  readonly mandatory: number;
  readonly parts: ReadonlyMap<string, Part>;
};

function grammarOf(version: CvssVersion, prefix: string, ordered: boolean): Grammar {
  const metrics = describeMetrics(version).flatMap((group) => group.metrics);
  const parts = new Map<string, Part>();
  for (const [index, { abbreviation, values }] of metrics.entries()) {
    for (const { abbreviation: value } of values) {
      parts.set(`${abbreviation}:${value}`, { index, abbreviation, value });
    }
  }
  const mandatory = metrics.filter((metric) => metric.mandatory).length;
  return { version, prefix, ordered, metrics, mandatory, parts };
}

const grammars: Readonly<Record<CvssVersion, Grammar>> = {
  "2.0": grammarOf("2.0", "", true),
  "3.0": grammarOf("3.0", "CVSS:3.0/", false),
  "3.1": grammarOf("3.1", "CVSS:3.1/", false),
  "4.0": grammarOf("4.0", "CVSS:4.0/", true),
};
const prefixed = [grammars["3.1"], grammars["4.0"], grammars["3.0"]];

/** The longest vector of any version (4.0 with every metric) has fewer characters than this. */
const vectorCharactersMax = 255;

/** Reads a vector; the answer is the vector or the fault, so that thousands of bad ones cost no stack traces. */
export function readCvss(text: string): CvssVector | CvssFault {
  if (text === "") return { fault: "The vector is empty." };
  if (text.length > vectorCharactersMax) {
    return { fault: `A CVSS vector has at most ${vectorCharactersMax} characters.` };
  }
  const grammar = prefixed.find(({ prefix }) => text.startsWith(prefix)) ?? grammars["2.0"];
  if (grammar.prefix === "") {
    const fault = faultOfPrefix(text);
    if (fault !== undefined) return { fault };
  }
  return readMetrics(grammar, text);
}

/** Reads a vector or refuses with `cvss.malformed`, its details holding `problem`. */
export function parseCvss(text: string): CvssVector {
  const read = readCvss(text);
  if ("fault" in read) throw new Refusal("cvss.malformed", { problem: read.fault });
  return read;
}

/** The vector in the order of its standard; optional metrics that are not defined stay as written. */
export function formatCvss(vector: Pick<CvssVector, "version" | "metrics">): string {
  const { prefix, metrics } = grammars[vector.version];
  const written = metrics.flatMap(({ abbreviation }) => {
    const value = vector.metrics[abbreviation];
    return value === undefined ? [] : [`${abbreviation}:${value}`];
  });
  return prefix + written.join("/");
}

/**
 * A vector from the choices of a calculator's form; choices left empty or "Not Defined" are left out.
 * Refuses with `cvss.malformed` what is incomplete or not of this version.
 */
export function composeCvss(
  version: CvssVersion,
  choices: Readonly<Record<string, string | undefined>>,
): CvssVector {
  const known = new Set(grammars[version].metrics.map((metric) => metric.abbreviation));
  const notDefined = version === "2.0" ? "ND" : "X";
  const metrics: Record<string, string> = {};
  for (const [abbreviation, value] of Object.entries(choices)) {
    if (!known.has(abbreviation)) {
      const problem = `${quoted(abbreviation)} is not a metric of CVSS ${version}.`;
      throw new Refusal("cvss.malformed", { problem });
    }
    if (value && value !== notDefined) metrics[abbreviation] = value;
  }
  return parseCvss(formatCvss({ version, metrics }));
}

function faultOfPrefix(text: string): string | undefined {
  if (/\s/.test(text)) return "The vector holds a space or a line break.";
  if (/^\(.*\)$/.test(text)) return "Leave out the parentheses around the vector.";
  if (/^cvss/i.test(text)) {
    const prefix = quoted(text.split("/", 1)[0] ?? "");
    return `A vector begins with CVSS:3.0/, CVSS:3.1/ or CVSS:4.0/ (2.0 has no prefix), not with ${prefix}.`;
  }
  const version = text.includes("/VC:") ? "4.0" : text.includes("/PR:") ? "3.0 or CVSS:3.1" : "";
  return version === "" ? undefined : `The prefix CVSS:${version} is missing.`;
}

function readMetrics(grammar: Grammar, text: string): CvssVector | CvssFault {
  // Without a prototype the object is a dictionary from the start; a plain one halves the throughput.
  const metrics: Record<string, string> = Object.create(null);
  let last: Part | undefined;
  let mandatory = 0;
  for (const written of text.slice(grammar.prefix.length).split("/")) {
    const part = grammar.parts.get(written);
    if (part === undefined) return { fault: explainPart(grammar, text, written) };
    if (metrics[part.abbreviation] !== undefined) {
      return { fault: `${part.abbreviation} is there twice.` };
    }
    if (grammar.ordered && last !== undefined && part.index < last.index) {
      const order = `${part.abbreviation} must come before ${last.abbreviation}`;
      return { fault: `${order}: CVSS ${grammar.version} fixes the order of the metrics.` };
    }
    if (part.index < grammar.mandatory) mandatory += 1;
    metrics[part.abbreviation] = part.value;
    last = part;
  }
  if (mandatory < grammar.mandatory) return { fault: faultOfMissing(grammar, metrics) };
  return { version: grammar.version, text, metrics };
}

function faultOfMissing(grammar: Grammar, metrics: Readonly<Record<string, string>>): string {
  const missing = grammar.metrics
    .filter((metric) => metric.mandatory && metrics[metric.abbreviation] === undefined)
    .map((metric) => `${metric.name} (${metric.abbreviation})`);
  return `${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing.`;
}
