/** Random valid CVSS vectors for property tests and benchmarks: every metric and value of a version can occur. */
import fc from "fast-check";
import { describeMetrics } from "../../src/core/severity/describe-metrics.ts";
import type { CvssVersion } from "../../src/core/severity/metric.ts";
import { formatCvss } from "../../src/core/severity/parse.ts";

/** A vector in the order of its standard; optional metrics come and go. */
export function anyCvss(version: CvssVersion): fc.Arbitrary<string> {
  const metrics = describeMetrics(version).flatMap((group) => group.metrics);
  const choices = Object.fromEntries(
    metrics.map(({ abbreviation, mandatory, values }) => {
      const value = fc.constantFrom(...values.map((each) => each.abbreviation));
      return [abbreviation, mandatory ? value : fc.option(value, { nil: undefined })];
    }),
  );
  return fc.record(choices).map((chosen) => {
    const entries = Object.entries(chosen).filter(([, value]) => value !== undefined);
    return formatCvss({ version, metrics: Object.fromEntries(entries) as Record<string, string> });
  });
}

/** The same vectors for the same seed, on every machine. */
export function seededCvss(version: CvssVersion, count: number, seed: number): string[] {
  return fc.sample(anyCvss(version), { numRuns: count, seed });
}

/** Every base vector of a version (729 of 2.0, 2,592 of 3.x, 104,976 of 4.0). */
export function everyBaseCvss(version: CvssVersion): string[] {
  const base = describeMetrics(version).find((group) => group.key === "base")?.metrics ?? [];
  let all: Record<string, string>[] = [{}];
  for (const { abbreviation, values } of base) {
    all = all.flatMap((chosen) =>
      values.map((value) => ({ ...chosen, [abbreviation]: value.abbreviation })),
    );
  }
  return all.map((metrics) => formatCvss({ version, metrics }));
}

/** One vector of each of the 270 MacroVectors of 4.0. */
export function everyMacroVector(): string[] {
  const classes = [
    ["AV:N/PR:N/UI:N", "AV:A/PR:N/UI:N", "AV:P/PR:N/UI:N"],
    ["AC:L/AT:N", "AC:H/AT:N"],
    [
      "VC:H/VI:H/VA:H/CR:H",
      "VC:H/VI:H/VA:N/CR:M/IR:M",
      "VC:L/VI:H/VA:H/IR:H",
      "VC:L/VI:H/VA:L/IR:M",
      "VC:L/VI:L/VA:L",
    ],
    ["SC:H/SI:H/SA:H/MSI:S", "SC:H/SI:H/SA:H", "SC:L/SI:L/SA:L"],
    ["E:A", "E:P", "E:U"],
  ];
  let all = [""];
  for (const levels of classes) {
    all = all.flatMap((chosen) => levels.map((level) => `${chosen}/${level}`));
  }
  return all.map((text) => {
    const pairs = text.slice(1).split("/");
    const metrics = Object.fromEntries(pairs.map((pair) => pair.split(":")));
    return formatCvss({ version: "4.0", metrics });
  });
}
