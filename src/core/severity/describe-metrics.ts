/** Every metric of a CVSS version, for calculators, explanations and the parser. Never scores anything. */
import type { CvssVersion, MetricGroup } from "./metric.ts";
import { metricGroups20 } from "./metrics-2-0.ts";
import { metricGroups3 } from "./metrics-3.ts";
import { metricGroups40 } from "./metrics-4-0.ts";

const groupsOf: Readonly<Record<CvssVersion, readonly MetricGroup[]>> = {
  "2.0": metricGroups20,
  "3.0": metricGroups3,
  "3.1": metricGroups3,
  "4.0": metricGroups40,
};

export const cvssVersions: readonly CvssVersion[] = ["2.0", "3.0", "3.1", "4.0"];

/** The specification that a version's vectors are written by, for the link beside every score. */
export const specificationOf: Readonly<Record<CvssVersion, string>> = {
  "2.0": "https://www.first.org/cvss/v2/guide",
  "3.0": "https://www.first.org/cvss/v3.0/specification-document",
  "3.1": "https://www.first.org/cvss/v3.1/specification-document",
  "4.0": "https://www.first.org/cvss/v4.0/specification-document",
};

/** The metric groups of a version in the order of its vectors, with names and values as the standard has them. */
export function describeMetrics(version: CvssVersion): readonly MetricGroup[] {
  return groupsOf[version];
}
