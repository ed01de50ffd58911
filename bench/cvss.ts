/** How many CVSS vectors are parsed and scored in a second, beside ae-cvss-calculator on the same vectors in the same run. */
import ae from "ae-cvss-calculator";
import { cvssVersions } from "../src/core/severity/describe-metrics.ts";
import type { CvssVersion } from "../src/core/severity/metric.ts";
import { parseCvss } from "../src/core/severity/parse.ts";
import { scoreOf } from "../src/core/severity/score.ts";
import { seededCvss } from "../test/support/cvss-vectors.ts";

export const name = "cvss";

type Row = { metric: string; value: number; unit: string; beside?: string; ratio?: number };

const vectorsOfEach = 5_000;
const libraryVectors = 1_000;
const atLeastMs = 1_000;

const libraries = { "2.0": ae.Cvss2, "3.0": ae.Cvss3P0, "3.1": ae.Cvss3P1, "4.0": ae.Cvss4P0 };

/** One row per version: our vectors a second, the library's, and the ratio of the two. */
export async function run(): Promise<Row[]> {
  return cvssVersions.map((version) => {
    const vectors = seededCvss(version, vectorsOfEach, 1);
    const ours = perSecond(vectors, (text) => scoreOf(parseCvss(text)).overall);
    const theirs = perSecond(vectors.slice(0, libraryVectors), libraryScore(version));
    return {
      metric: `CVSS ${version} parsed and scored`,
      value: Math.round(ours),
      unit: "vectors/s",
      beside: `ae-cvss-calculator ${Math.round(theirs)}/s`,
      ratio: Math.round((ours / theirs) * 10) / 10,
    };
  });
}

function libraryScore(version: CvssVersion): (text: string) => number {
  const Library = libraries[version];
  return (text) => new Library(text).calculateScores(false).overall;
}

/** Whole passes over the vectors after one to warm up, for at least a second. */
function perSecond(vectors: readonly string[], score: (text: string) => number): number {
  let sum = 0;
  const pass = () => {
    for (const text of vectors) sum += score(text);
  };
  pass();
  const start = performance.now();
  let done = 0;
  while (performance.now() - start < atLeastMs) {
    pass();
    done += vectors.length;
  }
  // The sum is looked at, or an optimiser might drop the work.
  if (!Number.isFinite(sum)) throw new Error("a score is not a number");
  return (done * 1_000) / (performance.now() - start);
}
