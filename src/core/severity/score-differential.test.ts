/** Our scores beside other judges: exact arithmetic for 2.0 and 3.0, a library for all versions, published records. */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import ae from "ae-cvss-calculator";
import { describe, expect, test } from "vitest";
import { everyBaseCvss, everyMacroVector, seededCvss } from "../../../test/support/cvss-vectors.ts";
import { exactScores } from "../../../test/support/exact-cvss.ts";
import { macroVectorScores } from "./lookup-4-0.ts";
import { parseCvss, readCvss } from "./parse.ts";
import { type CvssScores, scoreOf } from "./score.ts";
import { nomenclatureOf } from "./score-4-0.ts";

const seed = 20_231_101;
const count = 4_000;

function scores(text: string): CvssScores {
  return scoreOf(parseCvss(text));
}

/** The texts that `agrees` says no to; an empty list is what the tests want to see. */
function disagreeing(texts: readonly string[], agrees: (text: string) => boolean): string[] {
  return texts.filter((text) => !agrees(text));
}

describe("beside ae-cvss-calculator", () => {
  test("4.0: all scores of 3,000 random vectors are equal, and so are their names", () => {
    const wrong = disagreeing(seededCvss("4.0", 3_000, seed), (text) => {
      const ours = scores(text);
      const library = new ae.Cvss4P0(text);
      const theirs = library.calculateScores(false);
      return (
        ours.base === theirs.baseMetricsOnly &&
        ours.threat === (theirs.threat ?? null) &&
        ours.environmental === (theirs.environmental ?? null) &&
        ours.overall === theirs.overall &&
        nomenclatureOf(parseCvss(text)) === library.getNomenclature()
      );
    });
    expect(wrong).toEqual([]);
  });

  test("4.0: the score of each of the 270 MacroVectors is the library's", () => {
    const found: Record<string, number> = {};
    for (const text of everyMacroVector()) {
      const macroVector = new ae.Cvss4P0(text).getMacroVector();
      found[macroVector.toString()] = macroVector.getLookupTableScore();
    }
    expect(found).toEqual(macroVectorScores);
    expect(Object.keys(found).length).toBe(270);
  });

  // The library leaves out a group that is only written as Not Defined; where it gives a score it is ours.
  test("[VEN-25] 3.1: all scores of 4,000 random vectors are equal", () => {
    const wrong = disagreeing(seededCvss("3.1", count, seed), (text) => {
      const ours = scores(text);
      const theirs = new ae.Cvss3P1(text).calculateScores(false);
      return (
        ours.base === theirs.base &&
        ours.overall === theirs.overall &&
        ours.temporal === (theirs.temporal ?? ours.temporal) &&
        ours.environmental === (theirs.environmental ?? ours.environmental)
      );
    });
    expect(wrong).toEqual([]);
  });

  // 3.0: the library rounds the binary product up (5.0 * 0.92 = 4.6000000000000005 to 4.7), which is not
  // "the smallest number equal to or higher". 2.0: it loses halves (3.75 to 3.7) and does not round each
  // step of the environmental score. So it judges the base scores here, and exact arithmetic the rest.
  test.each([
    ["3.0", ae.Cvss3P0],
    ["2.0", ae.Cvss2],
  ] as const)("%s: the base scores of 4,000 random vectors are equal", (version, Theirs) => {
    const wrong = disagreeing(
      seededCvss(version, count, seed),
      (text) => scores(text).base === new Theirs(text).calculateScores(false).base,
    );
    expect(wrong).toEqual([]);
  });
});

describe("beside exact decimal arithmetic", () => {
  test.each([
    ["2.0", 729],
    ["3.0", 2_592],
  ] as const)("%s: all %d base vectors score as the equations say", (version, size) => {
    const all = everyBaseCvss(version);
    const base = (text: string) => exactScores(parseCvss(text)).base;
    expect(all.length).toBe(size);
    expect(disagreeing(all, (text) => scores(text).base === base(text))).toEqual([]);
  });

  test.each(["2.0", "3.0"] as const)(
    "[ALE-53] %s: temporal and environmental scores are what the equations say",
    (version) => {
      const wrong = disagreeing(seededCvss(version, count, seed), (text) => {
        const ours = scores(text);
        const exact = exactScores(parseCvss(text));
        return (
          ours.temporal === (ours.temporal === null ? null : exact.temporal) &&
          ours.environmental === (ours.environmental === null ? null : exact.environmental)
        );
      });
      expect(wrong).toEqual([]);
    },
  );
});

const records = new URL("../../../../shared/data/cve/records-dev.jsonl.gz", import.meta.url);

type Metric = { vectorString: string; baseScore: number };
type Container = { metrics?: Record<string, Metric | undefined>[] };
type CveRecord = { containers: { cna?: Container; adp?: Container[] } };

function publishedMetrics(): Metric[] {
  const keys = ["cvssV2_0", "cvssV3_0", "cvssV3_1", "cvssV4_0"];
  const lines = gunzipSync(readFileSync(records)).toString("utf8").trim().split("\n");
  return lines
    .map((line) => (JSON.parse(line) as CveRecord).containers)
    .flatMap(({ cna, adp }) => [cna, ...(adp ?? [])])
    .flatMap((container) => container?.metrics ?? [])
    .flatMap((metric) => keys.flatMap((key) => metric[key] ?? []));
}

describe("beside published CVE records", () => {
  test("[ALE-53] [VEN-25] the scores that publishers gave are those of their vectors", () => {
    if (!existsSync(records)) {
      console.log("skipped: ../shared/data/cve/records-dev.jsonl.gz is not there");
      return;
    }
    const known = { "2.0": 0, "3.0": 0, "3.1": 0, "4.0": 0 };
    const unexplained = { "2.0": 0, "3.0": 0, "3.1": 0, "4.0": 0 };
    for (const { vectorString, baseScore } of publishedMetrics()) {
      const read = readCvss(vectorString);
      if ("fault" in read) continue;
      known[read.version] += 1;
      // Some publishers put the temporal, the overall, or (3.1) the environmental score of a vector
      // without environmental metrics where the base score belongs.
      const { base, temporal, overall } = scoreOf(read);
      const others =
        read.version === "3.1" && !("MAV" in read.metrics)
          ? scores(`${vectorString}/MAV:X`).environmental
          : null;
      if (![base, temporal, overall, others].includes(baseScore)) unexplained[read.version] += 1;
    }
    expect(Math.min(...Object.values(known))).toBeGreaterThan(1_000);
    expect(unexplained["2.0"] + unexplained["3.0"]).toBe(0);
    expect(unexplained["3.1"] / known["3.1"]).toBeLessThan(0.001);
    expect(unexplained["4.0"] / known["4.0"]).toBeLessThan(0.003);
  });
});
