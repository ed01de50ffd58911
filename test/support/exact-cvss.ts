/** CVSS 2.0 and 3.0 in exact decimal arithmetic, straight from the equations: the judge where binary fractions differ. */
import type { CvssVector } from "../../src/core/severity/parse.ts";

/** `units` ten-to-the-minus-`scale`ths. */
type Decimal = { readonly units: bigint; readonly scale: number };

export type ExactScores = { base: number; temporal: number; environmental: number };

function decimal(text: string | number): Decimal {
  const [whole = "0", fraction = ""] = String(text).split(".");
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

function aligned(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  const raise = (x: Decimal) => x.units * 10n ** BigInt(scale - x.scale);
  return [raise(a), raise(b), scale];
}

function minus(a: Decimal, b: Decimal): Decimal {
  const [left, right, scale] = aligned(a, b);
  return { units: left - right, scale };
}

function plus(a: Decimal, b: Decimal): Decimal {
  return minus(a, { units: -b.units, scale: b.scale });
}

function times(...factors: Decimal[]): Decimal {
  return factors.reduce((a, b) => ({ units: a.units * b.units, scale: a.scale + b.scale }));
}

function least(a: Decimal, b: Decimal): Decimal {
  return minus(a, b).units < 0n ? a : b;
}

/** In tenths, rounded by whole-number division: `up` is the ceiling, `half` is half up. */
function tenths(value: Decimal, rounding: "up" | "half"): Decimal {
  const one = 10n ** BigInt(value.scale);
  const add = rounding === "up" ? one - 1n : one / 2n;
  const raised = value.units * 10n + add;
  const floor = raised >= 0n ? raised / one : -((-raised + one - 1n) / one);
  return { units: floor, scale: 1 };
}

function number({ units, scale }: Decimal): number {
  return Number(units) / 10 ** scale;
}

type Table = Readonly<Record<string, string>>;

function pick(table: Table, value = "X"): Decimal {
  return decimal(table[value] ?? "1");
}

function share(c: Decimal, i: Decimal, a: Decimal): Decimal {
  const one = decimal(1);
  return minus(one, times(minus(one, c), minus(one, i), minus(one, a)));
}

const zero = decimal(0);
const ten = decimal(10);

const cia2 = { N: "0", P: "0.275", C: "0.660" };
const requirement2 = { L: "0.5", H: "1.51" };

/** Section 3.2 of the guide to 2.0. */
function exact20(m: CvssVector["metrics"]): ExactScores {
  const exploitability = times(
    decimal(20),
    pick({ L: "0.395", A: "0.646", N: "1.0" }, m.AV),
    pick({ H: "0.35", M: "0.61", L: "0.71" }, m.AC),
    pick({ M: "0.45", S: "0.56", N: "0.704" }, m.Au),
  );
  const baseOf = (impact: Decimal) => {
    if (impact.units === 0n) return zero;
    const sum = plus(times(decimal("0.6"), impact), times(decimal("0.4"), exploitability));
    return tenths(times(minus(sum, decimal("1.5")), decimal("1.176")), "half");
  };
  const temporalOf = (base: Decimal) =>
    tenths(
      times(
        base,
        pick({ U: "0.85", POC: "0.9", F: "0.95" }, m.E),
        pick({ OF: "0.87", TF: "0.90", W: "0.95" }, m.RL),
        pick({ UC: "0.90", UR: "0.95" }, m.RC),
      ),
      "half",
    );
  const [c, i, a] = [pick(cia2, m.C), pick(cia2, m.I), pick(cia2, m.A)];
  const base = baseOf(times(decimal("10.41"), share(c, i, a)));
  const adjustedShare = share(
    times(c, pick(requirement2, m.CR)),
    times(i, pick(requirement2, m.IR)),
    times(a, pick(requirement2, m.AR)),
  );
  const adjusted = temporalOf(baseOf(least(ten, times(decimal("10.41"), adjustedShare))));
  const damage = pick({ N: "0", L: "0.1", LM: "0.3", MH: "0.4", H: "0.5", ND: "0", X: "0" }, m.CDP);
  const spread = pick({ N: "0", L: "0.25", M: "0.75" }, m.TD);
  const environmental = tenths(
    times(plus(adjusted, times(minus(ten, adjusted), damage)), spread),
    "half",
  );
  return {
    base: number(base),
    temporal: number(temporalOf(base)),
    environmental: Math.max(0, number(environmental)),
  };
}

const cia3 = { H: "0.56", L: "0.22", N: "0" };
const requirement3 = { H: "1.5", L: "0.5" };

/** Section 8 of 3.0; its round up is the ceiling at one decimal. */
function exact30(m: CvssVector["metrics"]): ExactScores {
  const factor = times(
    pick({ F: "0.97", P: "0.94", U: "0.91" }, m.E),
    pick({ W: "0.97", T: "0.96", O: "0.95" }, m.RL),
    pick({ R: "0.96", U: "0.92" }, m.RC),
  );
  const scoreOf = (impactShare: Decimal, changed: boolean, values: (string | undefined)[]) => {
    const [av, ac, pr, ui] = values;
    const exploitability = times(
      decimal("8.22"),
      pick({ N: "0.85", A: "0.62", L: "0.55", P: "0.2" }, av),
      pick({ L: "0.77", H: "0.44" }, ac),
      pick({ N: "0.85", L: changed ? "0.68" : "0.62", H: changed ? "0.50" : "0.27" }, pr),
      pick({ N: "0.85", R: "0.62" }, ui),
    );
    const power = times(...Array.from({ length: 15 }, () => minus(impactShare, decimal("0.02"))));
    const impact = changed
      ? minus(
          times(decimal("7.52"), minus(impactShare, decimal("0.029"))),
          times(decimal("3.25"), power),
        )
      : times(decimal("6.42"), impactShare);
    if (impact.units <= 0n) return zero;
    const sum = plus(impact, exploitability);
    return tenths(least(ten, changed ? times(decimal("1.08"), sum) : sum), "up");
  };
  const or = (name: string) => {
    const modified = m[`M${name}`];
    return modified === undefined || modified === "X" ? m[name] : modified;
  };
  const base = scoreOf(share(pick(cia3, m.C), pick(cia3, m.I), pick(cia3, m.A)), m.S === "C", [
    ...[m.AV, m.AC, m.PR, m.UI],
  ]);
  const modifiedShare = share(
    times(pick(cia3, or("C")), pick(requirement3, m.CR)),
    times(pick(cia3, or("I")), pick(requirement3, m.IR)),
    times(pick(cia3, or("A")), pick(requirement3, m.AR)),
  );
  const modified = scoreOf(least(decimal("0.915"), modifiedShare), or("S") === "C", [
    ...[or("AV"), or("AC"), or("PR"), or("UI")],
  ]);
  return {
    base: number(base),
    temporal: number(tenths(times(base, factor), "up")),
    environmental: number(tenths(times(modified, factor), "up")),
  };
}

/** All three scores, the groups that a vector lacks taken as Not Defined. */
export function exactScores(vector: CvssVector): ExactScores {
  return vector.version === "2.0" ? exact20(vector.metrics) : exact30(vector.metrics);
}
