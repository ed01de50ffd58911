/**
 * Adjusts a vector to a product: environmental metrics of the product's security profile, and those
 * that were set for this vulnerability, put on one after the other. Every step says what it did.
 */
import { describeMetrics } from "./describe-metrics.ts";
import type { CvssVersion, Metric } from "./metric.ts";
import { type CvssVector, composeCvss } from "./parse.ts";
import { scoreOf } from "./score.ts";

export type AdjustStep = {
  /** "AR". */
  readonly metric: string;
  readonly name: string;
  /** Names of the values; null where the metric was not defined before. */
  readonly from: string | null;
  readonly to: string;
  readonly why: "profile" | "vulnerability";
  /** The score after it; null where the vector's version has no such metric or value. */
  readonly overall: number | null;
};

export type Adjusted = {
  readonly vector: CvssVector;
  readonly overall: number;
  readonly steps: readonly AdjustStep[];
};

/** Values by metric. */
export type MetricValues = Readonly<Record<string, string>>;

/** 2.0 is read only: its environmental group is another one. */
const adjustable: readonly CvssVersion[] = ["4.0", "3.1", "3.0"];

function environmental(version: CvssVersion): readonly Metric[] {
  return describeMetrics(version).find(({ key }) => key === "environmental")?.metrics ?? [];
}

/** Every environmental metric that some version has, each once, with every value that it may have. */
export function profileMetrics(): Metric[] {
  const all = new Map<string, Metric>();
  for (const metric of adjustable.flatMap(environmental)) {
    const before = all.get(metric.abbreviation);
    const known = new Set(before?.values.map(({ abbreviation }) => abbreviation));
    const more = metric.values.filter(({ abbreviation }) => !known.has(abbreviation));
    all.set(metric.abbreviation, { ...metric, values: [...(before?.values ?? []), ...more] });
  }
  return [...all.values()];
}

/** "CR:H/MAV:A" as values by metric, or a sentence on what of it is no environmental metric. */
export function readProfile(text: string): { metrics: MetricValues } | { fault: string } {
  const known = new Map(profileMetrics().map((metric) => [metric.abbreviation, metric]));
  const metrics: Record<string, string> = {};
  for (const part of text.split("/").filter((each) => each.trim() !== "")) {
    const [name = "", value = "", ...more] = part.trim().split(":");
    const metric = known.get(name);
    if (!metric || more.length > 0) return { fault: `“${part}” is no environmental metric.` };
    if (!metric.values.some(({ abbreviation }) => abbreviation === value) || value === "X") {
      return { fault: `${metric.name} (${name}) has no value “${value}”.` };
    }
    if (Object.hasOwn(metrics, name)) return { fault: `${metric.name} (${name}) stands twice.` };
    metrics[name] = value;
  }
  return { metrics };
}

/** Whether a vector of that version can be adjusted. */
export function isAdjustable(version: CvssVersion): boolean {
  return adjustable.includes(version);
}

/** What is set for the vulnerability goes before the profile. Steps follow the order of the standard. */
export function adjust(base: CvssVector, profile: MetricValues, changes: MetricValues): Adjusted {
  const own = new Map(environmental(base.version).map((metric) => [metric.abbreviation, metric]));
  const names = profileMetrics().filter(({ abbreviation: name }) => changes[name] ?? profile[name]);
  const steps: AdjustStep[] = [];
  let vector = base;
  for (const { abbreviation: name, name: full, values } of names) {
    const to = changes[name] ?? profile[name] ?? "";
    const why = changes[name] ? "vulnerability" : "profile";
    const nameOf = (value: string | undefined) =>
      values.find(({ abbreviation }) => abbreviation === value)?.name ?? null;
    const step = { metric: name, name: full, from: nameOf(vector.metrics[name]), why } as const;
    const fits = own.get(name)?.values.some(({ abbreviation }) => abbreviation === to);
    if (fits) vector = composeCvss(base.version, { ...vector.metrics, [name]: to });
    const overall = fits ? scoreOf(vector).overall : null;
    steps.push({ ...step, to: nameOf(to) ?? to, overall });
  }
  return { vector, overall: scoreOf(vector).overall, steps };
}
