/**
 * CVSS 4.0 scoring by MacroVector and interpolation (FIRST, CVSS v4.0 specification, section 8). Counts
 * in whole tenths and one common denominator, so that a score never hangs on a binary fraction.
 */
import { classesOf, type JointStanding, type Standing, type Use } from "./classes-4-0.ts";
import { macroVectorScores } from "./lookup-4-0.ts";
import type { CvssVector } from "./parse.ts";
import { definesAny } from "./score-parts.ts";

/** 4.0 scores, 0.0 to 10.0 with one decimal; null where the group has no defined metric. */
export type Scores40 = {
  /** CVSS-B: base metrics only. */
  readonly base: number;
  /** CVSS-BT: base and threat. */
  readonly threat: number | null;
  /** CVSS-BE: base and environment, as if exploited. */
  readonly environmental: number | null;
  /** All the metrics that the vector has: CVSS-B, -BT, -BE or -BTE. */
  readonly overall: number;
};

export type Nomenclature = "CVSS-B" | "CVSS-BT" | "CVSS-BE" | "CVSS-BTE";

const threatMetrics = ["E"];
const environmentalMetrics = [
  ...["CR", "IR", "AR", "MAV", "MAC", "MAT", "MPR", "MUI"],
  ...["MVC", "MVI", "MVA", "MSC", "MSI", "MSA"],
];

/** Where the next level of a class lies in the table below. */
const stride = { eq1: 108, eq2: 54, eq3: 18, eq4: 6, eq5: 2, eq6: 1 };

/** The look-up table in whole tenths; -1 where no vector can be (EQ3 at 2 with EQ6 at 0). */
const tenths = new Int16Array(324).fill(-1);
for (const [levels, score] of Object.entries(macroVectorScores)) {
  const [eq1 = 0, eq2 = 0, eq3 = 0, eq4 = 0, eq5 = 0, eq6 = 0] = [...levels].map(Number);
  tenths[indexOf(eq1, eq2, eq3, eq4, eq5, eq6)] = Math.round(score * 10);
}

/** The least common multiple of all depths: every share of a gap is a whole number of these parts. */
const parts = 840;

/** All scores of a 4.0 vector. Supplemental metrics change none of them. */
export function score40({ metrics }: CvssVector): Scores40 {
  const base = scoreUsing(metrics, { threat: false, environment: false });
  const hasThreat = definesAny(metrics, threatMetrics);
  const hasEnvironment = definesAny(metrics, environmentalMetrics);
  const threat = hasThreat ? scoreUsing(metrics, { threat: true, environment: false }) : null;
  const environmental = hasEnvironment
    ? scoreUsing(metrics, { threat: false, environment: true })
    : null;
  const overall =
    hasThreat && hasEnvironment
      ? scoreUsing(metrics, { threat: true, environment: true })
      : (environmental ?? threat ?? base);
  return { base, threat, environmental, overall };
}

/** Which groups went into the overall score, in the names of section 1.3. */
export function nomenclatureOf({ metrics }: CvssVector): Nomenclature {
  const threat = definesAny(metrics, threatMetrics);
  const environment = definesAny(metrics, environmentalMetrics);
  if (threat) return environment ? "CVSS-BTE" : "CVSS-BT";
  return environment ? "CVSS-BE" : "CVSS-B";
}

function indexOf(
  eq1: number,
  eq2: number,
  eq3: number,
  eq4: number,
  eq5: number,
  eq6: number,
): number {
  return (
    eq1 * stride.eq1 +
    eq2 * stride.eq2 +
    eq3 * stride.eq3 +
    eq4 * stride.eq4 +
    eq5 * stride.eq5 +
    eq6 * stride.eq6
  );
}

/** Section 8.2: the MacroVector's score, lowered by the mean share of the gaps to the next MacroVectors. */
function scoreUsing(metrics: CvssVector["metrics"], use: Use): number {
  const classes = classesOf(metrics, use);
  if (classes === null) return 0;
  const { eq1, eq2, eq36, eq4, eq5 } = classes;
  const index = indexOf(eq1.level, eq2.level, eq36.level, eq4.level, eq5, eq36.level6);
  const top = at(index);
  // EQ5 has one metric, so a vector never lies below its level: its gap counts, its share is 0.
  let gaps = eq5 < 2 ? 1 : 0;
  let shares = 0;
  const lowerTowards = (below: number, { steps, depth }: Standing) => {
    gaps += 1;
    shares += (top - below) * steps * (parts / depth);
  };
  if (eq1.level < 2) lowerTowards(at(index + stride.eq1), eq1);
  if (eq2.level < 1) lowerTowards(at(index + stride.eq2), eq2);
  if (eq36.level < 2) lowerTowards(belowJoint(index, eq36), eq36);
  if (eq4.level < 2) lowerTowards(at(index + stride.eq4), eq4);
  if (gaps === 0) return top / 10;
  // One division of whole numbers: an exact half stays exact and is rounded up.
  const lowered = Math.round((top * parts * gaps - shares) / (parts * gaps));
  return Math.min(100, Math.max(0, lowered)) / 10;
}

/** The next lower MacroVector of EQ3 and EQ6 together; where there are two, the higher score counts. */
function belowJoint(index: number, { level, level6 }: JointStanding): number {
  if (level6 === 1) return at(index + stride.eq3);
  if (level === 1) return at(index + stride.eq6);
  return Math.max(at(index + stride.eq3), at(index + stride.eq6));
}

function at(index: number): number {
  const score = tenths[index];
  if (score === undefined || score < 0) throw new Error(`no MacroVector at ${index}`);
  return score;
}
