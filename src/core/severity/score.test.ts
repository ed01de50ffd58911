import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyCvss } from "../../../test/support/cvss-vectors.ts";
import { cvssVersions } from "./describe-metrics.ts";
import { formatCvss, parseCvss } from "./parse.ts";
import { type CvssScores, scoreOf } from "./score.ts";
import { nomenclatureOf } from "./score-4-0.ts";

function scores(text: string): CvssScores {
  return scoreOf(parseCvss(text));
}

// The worked examples of the guide to 2.0 (section 3.3) and of the example documents of 3.x.
const published: readonly (readonly [string, Partial<CvssScores>])[] = [
  [
    "AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H",
    { base: 7.8, temporal: 6.4, environmental: 9.2, overall: 9.2, severity: "High" },
  ],
  [
    "AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:N/CR:M/IR:M/AR:H",
    { base: 7.8, temporal: 6.4, environmental: 0, overall: 0, severity: "Low" },
  ],
  [
    "AV:N/AC:L/Au:N/C:C/I:C/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:L",
    { base: 10, temporal: 8.3, environmental: 9 },
  ],
  [
    "AV:L/AC:H/Au:N/C:C/I:C/A:C/E:POC/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:M",
    { base: 6.2, temporal: 4.9, environmental: 7.5 },
  ],
  ["AV:N/AC:L/Au:N/C:N/I:N/A:N", { base: 0, temporal: null, environmental: null, overall: 0 }],
  ["CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", { base: 6.1, severity: "Medium" }],
  ["CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", { base: 6.4 }],
  ["CVSS:3.0/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", { base: 3.1, severity: "Low" }],
  ["CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H", { base: 9.9, severity: "Critical" }],
  ["CVSS:3.0/AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:L", { base: 4.2 }],
  ["CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", { base: 8.8, severity: "High" }],
  ["CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", { base: 7.5 }],
  ["CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", { base: 9.8 }],
  ["CVSS:3.0/AV:N/AC:H/PR:N/UI:N/S:C/C:N/I:H/A:N", { base: 6.8 }],
  ["CVSS:3.0/AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", { base: 6.8 }],
  ["CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:C/C:L/I:N/A:N", { base: 5.8 }],
  ["CVSS:3.0/AV:A/AC:L/PR:N/UI:N/S:C/C:H/I:N/A:H", { base: 9.3 }],
  ["CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:H/I:H/A:H", { base: 9 }],
  ["CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H", { base: 7.8 }],
  ["CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", { base: 8.8 }],
  ["CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N", { base: 4.6 }],
  ["CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:N", { base: 7.4 }],
  ["CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:H/I:H/A:H", { base: 9.6 }],
  ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", { base: 0, severity: "None" }],
];

// The example document of 4.0.
const published40: readonly (readonly [string, number, string])[] = [
  ["AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 7.3, "CVSS-B"],
  ["AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 7.7, "CVSS-B"],
  ["AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U", 5.2, "CVSS-BT"],
  ["AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N", 8.3, "CVSS-B"],
  [
    "AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N/CR:H/IR:L/AR:L/MAV:N/MAC:H/MVC:H/MVI:L/MVA:L",
    8.1,
    "CVSS-BE",
  ],
  ["AV:L/AC:L/AT:N/PR:N/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N", 4.6, "CVSS-B"],
  ["AV:N/AC:L/AT:N/PR:N/UI:A/VC:N/VI:N/VA:N/SC:L/SI:L/SA:N", 5.1, "CVSS-B"],
  ["AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N", 6.9, "CVSS-B"],
  ["AV:L/AC:L/AT:N/PR:H/UI:N/VC:N/VI:N/VA:N/SC:H/SI:N/SA:N", 5.9, "CVSS-B"],
  ["AV:P/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:H/SA:N", 8.3, "CVSS-B"],
  ["AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N/E:A", 8.7, "CVSS-BT"],
  ["AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:A", 10, "CVSS-BT"],
  ["AV:A/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:H/SI:N/SA:H", 6.4, "CVSS-B"],
  ["AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", 0, "CVSS-B"],
];

describe("scores that FIRST publishes as examples", () => {
  test.each(published)("[ALE-53] [VEN-25] %s scores as published", (text, expected) => {
    expect(scores(text)).toMatchObject(expected);
  });

  test.each(published40)("CVSS:4.0/%s scores %d as %s", (text, overall, nomenclature) => {
    const vector = parseCvss(`CVSS:4.0/${text}`);
    expect(scoreOf(vector).overall).toBe(overall);
    expect(nomenclatureOf(vector)).toBe(nomenclature);
  });
});

describe("where the versions round differently", () => {
  test("3.0 rounds 5.0 × 0.92 = 4.6 to 4.6, though its binary product lies above", () => {
    expect(scores("CVSS:3.0/AV:L/AC:H/PR:H/UI:R/S:C/C:N/I:H/A:N/RC:U").temporal).toBe(4.6);
  });

  test("2.0 rounds a half up and every step before the next", () => {
    expect(scores("AV:N/AC:L/Au:N/C:N/I:P/A:N/TD:M").environmental).toBe(3.8);
    expect(scores("AV:N/AC:M/Au:N/C:C/I:P/A:C/E:F").temporal).toBe(8.6);
  });

  test("2.0 never falls below 0, where its published equations do", () => {
    expect(scores("AV:L/AC:H/Au:M/C:P/I:N/A:N/CR:L").environmental).toBe(0);
  });
});

describe("what a vector's groups mean for its scores", () => {
  const base31 = "CVSS:3.1/AV:A/AC:H/PR:N/UI:N/S:C/C:H/I:H/A:H";
  const base40 = "CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:L/VA:H/SC:N/SI:N/SA:N";

  test("an absent group has no score", () => {
    const absent = { temporal: null, environmental: null, threat: null };
    expect(scores(base31)).toMatchObject({ base: 8.3, ...absent, overall: 8.3 });
    expect(scores(base40)).toMatchObject({ base: 7.2, ...absent, overall: 7.2 });
  });

  test("4.0 gives the threat score, the environmental score and that of both", () => {
    expect(scores(`${base40}/E:U/CR:L`)).toMatchObject({
      ...{ base: 7.2, threat: 5.2, environmental: 7.1, overall: 5, severity: "Medium" },
    });
  });

  test("a metric written as Not Defined never moves the overall score", () => {
    expect(scores(`${base31}/MAV:X`)).toMatchObject({ environmental: 8.4, overall: 8.3 });
    expect(scores(`${base40}/E:X/CR:X`)).toMatchObject({ threat: null, environmental: null });
    for (const version of cvssVersions) {
      fc.assert(
        fc.property(anyCvss(version), (text) => {
          const vector = parseCvss(text);
          const defined = Object.entries(vector.metrics).filter(([, v]) => v !== "X" && v !== "ND");
          const plain = formatCvss({ version, metrics: Object.fromEntries(defined) });
          expect(scores(plain).overall).toBe(scores(text).overall);
        }),
      );
    }
  });

  test("supplemental metrics change no score", () => {
    const { vector: _, ...plain } = scores(base40);
    expect(scores(`${base40}/S:P/AU:Y/R:I/V:C/RE:H/U:Red`)).toMatchObject(plain);
  });
});

describe("every valid vector", () => {
  test.each(cvssVersions)("%s: scores lie in 0.0 to 10.0 with one decimal", (version) => {
    fc.assert(
      fc.property(anyCvss(version), (text) => {
        const { base, temporal, environmental, threat, overall } = scores(text);
        for (const score of [base, temporal, environmental, threat, overall]) {
          if (score === null) continue;
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(10);
          expect(Math.round(score * 10) / 10).toBe(score);
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each(["2.0", "3.0", "3.1"] as const)(
    "%s: temporal metrics never raise a score",
    (version) => {
      fc.assert(
        fc.property(anyCvss(version), (text) => {
          const { base, temporal } = scores(text);
          expect(temporal ?? base).toBeLessThanOrEqual(base);
        }),
      );
    },
  );
});
