/**
 * The equivalence classes EQ1 to EQ6 of CVSS 4.0 (FIRST, CVSS v4.0 specification, section 8.2): which
 * level a vector has in each, and how far it lies below that level's most severe vectors. Scores nothing.
 */
import type { CvssVector } from "./parse.ts";
import { type Weights, weigh } from "./score-parts.ts";

/**
 * Where a vector stands in one class: its level (0 is the most severe) and its distance from the highest
 * severity vectors of that level, in steps of the `depth` steps the level has.
 */
export type Standing = { readonly level: number; readonly steps: number; readonly depth: number };

/** EQ3 and EQ6 are weighed together, for the requirements count only where the impact is high. */
export type JointStanding = Standing & { readonly level6: number };

/** Null when the vector has no impact on any system: its score is 0. */
export type Classes = {
  readonly eq1: Standing;
  readonly eq2: Standing;
  readonly eq36: JointStanding;
  readonly eq4: Standing;
  readonly eq5: number;
} | null;

/** Which optional groups count; base metrics always do. */
export type Use = { readonly threat: boolean; readonly environment: boolean };

/** How many steps a value lies below the most severe value of its metric. */
const attackVector: Weights = { N: 0, A: 1, L: 2, P: 3 };
const privileges: Weights = { N: 0, L: 1, H: 2 };
const interaction: Weights = { N: 0, P: 1, A: 2 };
const complexity: Weights = { L: 0, H: 1 };
const requirements: Weights = { N: 0, P: 1 };
const vulnerable: Weights = { H: 0, L: 1, N: 2 };
const subsequent: Weights = { S: 0, H: 1, L: 2, N: 3 };
const requirement: Weights = { X: 0, H: 0, M: 1, L: 2 };
const maturity: Weights = { X: 0, A: 0, P: 1, U: 2 };

type Metrics = CvssVector["metrics"];

/** The classes of a vector, counting only the groups in `use`; an absent metric counts as its worst value. */
export function classesOf(metrics: Metrics, use: Use): Classes {
  const step = (weights: Weights, abbreviation: string) =>
    weigh(weights, effective(metrics, use, abbreviation));
  const required = (abbreviation: string) =>
    use.environment ? weigh(requirement, metrics[abbreviation] ?? "X") : 0;
  const vulnerableSystem = [step(vulnerable, "VC"), step(vulnerable, "VI"), step(vulnerable, "VA")];
  const subsequentSystem = [step(subsequent, "SC"), step(subsequent, "SI"), step(subsequent, "SA")];
  if (sum(vulnerableSystem) === 6 && sum(subsequentSystem) === 9) return null;
  return {
    eq1: eq1Of(step(attackVector, "AV"), step(privileges, "PR"), step(interaction, "UI")),
    eq2: eq2Of(step(complexity, "AC") + step(requirements, "AT")),
    eq36: eq36Of(vulnerableSystem, [required("CR"), required("IR"), required("AR")]),
    eq4: eq4Of(subsequentSystem),
    eq5: use.threat ? weigh(maturity, metrics.E ?? "X") : 0,
  };
}

/** The modified metric where the environment counts and defines it, else the base metric. */
function effective(metrics: Metrics, use: Use, abbreviation: string): string | undefined {
  const modified = use.environment ? metrics[`M${abbreviation}`] : undefined;
  return modified === undefined || modified === "X" ? metrics[abbreviation] : modified;
}

// The highest severity vectors of one level all have the same sum of steps (EQ1 level 2: AV:P/PR:N/UI:N
// and AV:A/PR:L/UI:P both have 3), so the distance to whichever of them lies above a vector is its own
// sum less that one, and none needs to be enumerated.

function eq1Of(av: number, pr: number, ui: number): Standing {
  const steps = av + pr + ui;
  if (steps === 0) return { level: 0, steps: 0, depth: 1 };
  const open = av === 0 || pr === 0 || ui === 0;
  return open && av !== 3
    ? { level: 1, steps: steps - 1, depth: 4 }
    : { level: 2, steps: steps - 3, depth: 5 };
}

function eq2Of(steps: number): Standing {
  return steps === 0 ? { level: 0, steps: 0, depth: 1 } : { level: 1, steps: steps - 1, depth: 2 };
}

function eq36Of(impact: readonly number[], required: readonly number[]): JointStanding {
  const steps = sum(impact) + sum(required);
  const level6 = impact.some((step, index) => step === 0 && required[index] === 0) ? 0 : 1;
  if (impact[0] === 0 && impact[1] === 0) {
    return level6 === 0
      ? { level: 0, level6, steps, depth: 7 }
      : { level: 0, level6, steps: steps - 3, depth: 6 };
  }
  if (impact.includes(0)) {
    return { level: 1, level6, steps: level6 === 0 ? steps - 1 : steps - 3, depth: 8 };
  }
  return { level: 2, level6, steps: steps - 3, depth: 10 };
}

function eq4Of(impact: readonly number[]): Standing {
  const steps = sum(impact);
  if (impact.includes(0)) return { level: 0, steps: steps - 1, depth: 6 };
  if (impact.includes(1)) return { level: 1, steps: steps - 3, depth: 5 };
  return { level: 2, steps: steps - 6, depth: 4 };
}

function sum(steps: readonly number[]): number {
  let total = 0;
  for (const step of steps) total += step;
  return total;
}
