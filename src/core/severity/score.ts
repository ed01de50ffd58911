/** The scores of a CVSS vector of any version in one shape. Pure arithmetic; accepts only what the parser let through. */
import { type Band, bandOf, bandWord, cvss2Bands, standardBands } from "./bands.ts";
import type { CvssVersion } from "./metric.ts";
import type { CvssVector } from "./parse.ts";
import { score20 } from "./score-2-0.ts";
import { score3 } from "./score-3.ts";
import { score40 } from "./score-4-0.ts";

/** Scores run from 0.0 to 10.0 with one decimal; null where the version or the vector has no such group. */
export type CvssScores = {
  /** The vector as it was written. */
  readonly vector: string;
  readonly version: CvssVersion;
  readonly base: number;
  /** 2.0 and 3.x, when the vector carries a temporal metric, be it as Not Defined. */
  readonly temporal: number | null;
  /**
   * 2.0 and 3.x: when the vector carries an environmental metric, be it as Not Defined; includes the
   * temporal metrics. 4.0: CVSS-BE, when an environmental metric is defined.
   */
  readonly environmental: number | null;
  /** 4.0 only: CVSS-BT, when Exploit Maturity is defined. */
  readonly threat: number | null;
  /**
   * The most specific score that a defined metric calls for. 2.0 and 3.x: environmental, else temporal,
   * else base. 4.0: of all metrics together (CVSS-BTE).
   */
  readonly overall: number;
  /** The qualitative rating of the overall score: None (not in 2.0), Low, Medium, High, Critical (not in 2.0). */
  readonly severity: string;
};

/** All scores of a vector. */
export function scoreOf(vector: CvssVector): CvssScores {
  return vector.version === "4.0" ? scores40Of(vector) : groupScoresOf(vector);
}

/** The scale that a version's own severity words come from; a policy may show others beside them. */
function ratingBandsOf(version: CvssVersion): readonly Band[] {
  return version === "2.0" ? cvss2Bands : standardBands;
}

function scores40Of(vector: CvssVector): CvssScores {
  const { base, threat, environmental, overall } = score40(vector);
  return {
    ...headOf(vector),
    base,
    temporal: null,
    environmental,
    threat,
    ...rated(vector, overall),
  };
}

function groupScoresOf(vector: CvssVector): CvssScores {
  const { base, temporal, environmental, overall } =
    vector.version === "2.0" ? score20(vector) : score3(vector);
  return {
    ...headOf(vector),
    base,
    temporal,
    environmental,
    threat: null,
    ...rated(vector, overall),
  };
}

function headOf({ text, version }: CvssVector): Pick<CvssScores, "vector" | "version"> {
  return { vector: text, version };
}

function rated({ version }: CvssVector, overall: number): Pick<CvssScores, "overall" | "severity"> {
  return { overall, severity: bandWord(bandOf(overall, ratingBandsOf(version))) };
}
