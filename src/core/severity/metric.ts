/** What one CVSS metric is: its abbreviation, its name and its values. Holds no scores and no text of a case. */

/** The versions that Parley reads; 2.0 has no prefix in its vectors, the others say theirs. */
export type CvssVersion = "2.0" | "3.0" | "3.1" | "4.0";

export type MetricValue = { readonly abbreviation: string; readonly name: string };

export type Metric = {
  readonly abbreviation: string;
  readonly name: string;
  /** Base metrics must be in every vector; all others may be left out. */
  readonly mandatory: boolean;
  readonly values: readonly MetricValue[];
};

export type MetricGroupKey = "base" | "temporal" | "threat" | "environmental" | "supplemental";

export type MetricGroup = {
  readonly key: MetricGroupKey;
  readonly name: string;
  readonly metrics: readonly Metric[];
};

/** One row of a group: abbreviation, name, and its values by abbreviation in the standard's order. */
export type MetricRow = readonly [string, string, Readonly<Record<string, string>>];

/** A group in the order of its standard; only the base group is mandatory, in every version. */
export function metricGroup(
  key: MetricGroupKey,
  name: string,
  rows: readonly MetricRow[],
): MetricGroup {
  const metrics = rows.map(([abbreviation, metricName, values]) => ({
    abbreviation,
    name: metricName,
    mandatory: key === "base",
    values: Object.entries(values).map(([value, valueName]) => ({
      abbreviation: value,
      name: valueName,
    })),
  }));
  return { key, name, metrics };
}
