/** The equations of CVSS 2.0 (FIRST, A Complete Guide to CVSS 2.0, section 3.2). Every score is rounded before the next uses it. */
import type { CvssVector } from "./parse.ts";
import { type GroupScores, hasAny, mostSpecific, type Weights, weigh } from "./score-parts.ts";

const accessVector: Weights = { L: 0.395, A: 0.646, N: 1 };
const accessComplexity: Weights = { H: 0.35, M: 0.61, L: 0.71 };
const authentication: Weights = { M: 0.45, S: 0.56, N: 0.704 };
const impactWeights: Weights = { N: 0, P: 0.275, C: 0.66 };
const exploitability: Weights = { U: 0.85, POC: 0.9, F: 0.95, H: 1, ND: 1 };
const remediation: Weights = { OF: 0.87, TF: 0.9, W: 0.95, U: 1, ND: 1 };
const confidence: Weights = { UC: 0.9, UR: 0.95, C: 1, ND: 1 };
const collateral: Weights = { N: 0, L: 0.1, LM: 0.3, MH: 0.4, H: 0.5, ND: 0 };
const distribution: Weights = { N: 0, L: 0.25, M: 0.75, H: 1, ND: 1 };
const requirement: Weights = { L: 0.5, M: 1, H: 1.51, ND: 1 };

const groups = { temporal: ["E", "RL", "RC"], environmental: ["CDP", "TD", "CR", "IR", "AR"] };

/** Base always; temporal and environmental when the vector carries a metric of that group, else null. */
export function score20({ metrics: m }: CvssVector): GroupScores {
  const exploit =
    20 * weigh(accessVector, m.AV) * weigh(accessComplexity, m.AC) * weigh(authentication, m.Au);
  const factor =
    weigh(exploitability, m.E ?? "ND") *
    weigh(remediation, m.RL ?? "ND") *
    weigh(confidence, m.RC ?? "ND");
  const base = baseScore(
    impactOf(weigh(impactWeights, m.C), weigh(impactWeights, m.I), weigh(impactWeights, m.A)),
    exploit,
  );
  const temporal = hasAny(m, groups.temporal) ? oneDecimal(base * factor) : null;
  const environmental = hasAny(m, groups.environmental)
    ? environmentalScore(m, exploit, factor)
    : null;
  const scores = { base, temporal, environmental };
  return { ...scores, overall: mostSpecific(m, groups, scores) };
}

function environmentalScore(m: CvssVector["metrics"], exploit: number, factor: number): number {
  const impact = impactOf(
    weigh(impactWeights, m.C) * weigh(requirement, m.CR ?? "ND"),
    weigh(impactWeights, m.I) * weigh(requirement, m.IR ?? "ND"),
    weigh(impactWeights, m.A) * weigh(requirement, m.AR ?? "ND"),
  );
  const adjusted = oneDecimal(baseScore(Math.min(10, impact), exploit) * factor);
  const damage = adjusted + (10 - adjusted) * weigh(collateral, m.CDP ?? "ND");
  // With low requirements and a hard exploit the published equations fall to -0.2, but the guide's
  // scale begins at 0: only the final score is held there, the steps before it stay as published.
  return Math.max(0, oneDecimal(damage * weigh(distribution, m.TD ?? "ND")));
}

function impactOf(c: number, i: number, a: number): number {
  return 10.41 * (1 - (1 - c) * (1 - i) * (1 - a));
}

function baseScore(impact: number, exploit: number): number {
  return impact === 0 ? 0 : oneDecimal((0.6 * impact + 0.4 * exploit - 1.5) * 1.176);
}

// Nine decimals first: 4.35 * 10 is 43.49999… in binary, and would fall where the guide's decimals rise.
function oneDecimal(value: number): number {
  return Math.round(Math.round(value * 1e10) / 1e9) / 10;
}
