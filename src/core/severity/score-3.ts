/**
 * The equations of CVSS 3.0 and 3.1 (FIRST, CVSS v3.0 section 8, CVSS v3.1 section 7). The two differ in
 * how they round up and in the modified impact of a changed scope; nothing else.
 */
import type { CvssVector } from "./parse.ts";
import { type GroupScores, hasAny, mostSpecific, type Weights, weigh } from "./score-parts.ts";

const attackVector: Weights = { N: 0.85, A: 0.62, L: 0.55, P: 0.2 };
const attackComplexity: Weights = { L: 0.77, H: 0.44 };
const privileges: Weights = { N: 0.85, L: 0.62, H: 0.27 };
const privilegesChanged: Weights = { N: 0.85, L: 0.68, H: 0.5 };
const interaction: Weights = { N: 0.85, R: 0.62 };
const impactWeights: Weights = { H: 0.56, L: 0.22, N: 0 };
const maturity: Weights = { X: 1, H: 1, F: 0.97, P: 0.94, U: 0.91 };
const remediation: Weights = { X: 1, U: 1, W: 0.97, T: 0.96, O: 0.95 };
const confidence: Weights = { X: 1, C: 1, R: 0.96, U: 0.92 };
const requirement: Weights = { X: 1, H: 1.5, M: 1, L: 0.5 };

const groups = {
  temporal: ["E", "RL", "RC"],
  environmental: ["CR", "IR", "AR", "MAV", "MAC", "MPR", "MUI", "MS", "MC", "MI", "MA"],
};

type Metrics = CvssVector["metrics"];
type Rounding = (value: number) => number;

/** Base always; temporal and environmental when the vector carries a metric of that group, else null. */
export function score3({ version, metrics: m }: CvssVector): GroupScores {
  const roundUp = version === "3.0" ? roundUp30 : roundUp31;
  const changed = m.S === "C";
  const share = impactShare(
    weigh(impactWeights, m.C),
    weigh(impactWeights, m.I),
    weigh(impactWeights, m.A),
  );
  const impact = changed ? changedImpact(share) : 6.42 * share;
  const base = combine(impact, exploitabilityOf(m.AV, m.AC, m.PR, m.UI, changed), changed, roundUp);
  const factor =
    weigh(maturity, m.E ?? "X") * weigh(remediation, m.RL ?? "X") * weigh(confidence, m.RC ?? "X");
  const temporal = hasAny(m, groups.temporal) ? roundUp(base * factor) : null;
  const environmental = hasAny(m, groups.environmental)
    ? roundUp(modifiedBase(m, version === "3.0", roundUp) * factor)
    : null;
  const scores = { base, temporal, environmental };
  return { ...scores, overall: mostSpecific(m, groups, scores) };
}

function modifiedBase(m: Metrics, is30: boolean, roundUp: Rounding): number {
  const changed = modified(m.MS, m.S) === "C";
  const share = Math.min(
    0.915,
    impactShare(
      weigh(impactWeights, modified(m.MC, m.C)) * weigh(requirement, m.CR ?? "X"),
      weigh(impactWeights, modified(m.MI, m.I)) * weigh(requirement, m.IR ?? "X"),
      weigh(impactWeights, modified(m.MA, m.A)) * weigh(requirement, m.AR ?? "X"),
    ),
  );
  const impact = !changed ? 6.42 * share : is30 ? changedImpact(share) : changedImpact31(share);
  const exploitability = exploitabilityOf(
    modified(m.MAV, m.AV),
    modified(m.MAC, m.AC),
    modified(m.MPR, m.PR),
    modified(m.MUI, m.UI),
    changed,
  );
  return combine(impact, exploitability, changed, roundUp);
}

function modified(value: string | undefined, base: string | undefined): string | undefined {
  return value === undefined || value === "X" ? base : value;
}

function impactShare(c: number, i: number, a: number): number {
  return 1 - (1 - c) * (1 - i) * (1 - a);
}

function changedImpact(share: number): number {
  return 7.52 * (share - 0.029) - 3.25 * (share - 0.02) ** 15;
}

/** 3.1 only, and only for the modified impact: no longer lets a rising requirement lower a score. */
function changedImpact31(share: number): number {
  return 7.52 * (share - 0.029) - 3.25 * (share * 0.9731 - 0.02) ** 13;
}

function exploitabilityOf(
  av: string | undefined,
  ac: string | undefined,
  pr: string | undefined,
  ui: string | undefined,
  changed: boolean,
): number {
  return (
    8.22 *
    weigh(attackVector, av) *
    weigh(attackComplexity, ac) *
    weigh(changed ? privilegesChanged : privileges, pr) *
    weigh(interaction, ui)
  );
}

function combine(
  impact: number,
  exploitability: number,
  changed: boolean,
  roundUp: Rounding,
): number {
  if (impact <= 0) return 0;
  return roundUp(Math.min(10, (changed ? 1.08 : 1) * (impact + exploitability)));
}

// "The smallest number, to one decimal place, that is equal to or higher": nine decimals first, so
// that 8.6 * 10 = 86.00000000000001 does not become 8.7.
function roundUp30(value: number): number {
  return Math.ceil(Math.round(value * 1e10) / 1e9) / 10;
}

/** Appendix A of 3.1: on integers, so that every machine rounds alike. */
function roundUp31(value: number): number {
  const scaled = Math.round(value * 100_000);
  return scaled % 10_000 === 0 ? scaled / 100_000 : (Math.floor(scaled / 10_000) + 1) / 10;
}
