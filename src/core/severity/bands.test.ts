import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  aleBands,
  type Band,
  bandOf,
  bandWord,
  checkBands,
  cvss2Bands,
  standardBands,
} from "./bands.ts";

const tenth = fc.integer({ min: 0, max: 100 }).map((tenths) => tenths / 10);

function labelsAt(bands: readonly Band[], scores: readonly number[]): string[] {
  return scores.map((score) => bandWord(bandOf(score, bands)));
}

describe("the tables that come with Parley", () => {
  test("the standard scale has five words with the bounds of CVSS 3.x and 4.0", () => {
    expect(labelsAt(standardBands, [0, 0.1, 3.9, 4, 6.9, 7, 8.9, 9, 10])).toEqual(
      "None Low Low Medium Medium High High Critical Critical".split(" "),
    );
  });

  test("[ALE-55] the ALE policy has four bands, the lowest 3.9 or below with 0.0 in it", () => {
    expect(labelsAt(aleBands, [0, 0.1, 3.9, 4, 6.9, 7, 8.9, 9, 10])).toEqual(
      "Low Low Low Medium Medium High High Critical Critical".split(" "),
    );
    expect(aleBands.map(({ low, high }) => [low, high])).toEqual([
      [9, 10],
      [7, 8.9],
      [4, 6.9],
      [0, 3.9],
    ]);
  });

  test.each([
    ["standard", standardBands],
    ["ALE", aleBands],
    ["2.0", cvss2Bands],
  ])(
    "[ALE-55] every score from 0.0 to 10.0 lies in exactly one band of the %s table",
    (_, bands) => {
      expect(checkBands(bands)).toEqual(bands);
      for (let tenths = 0; tenths <= 100; tenths += 1) {
        const score = tenths / 10;
        expect(bands.filter(({ low, high }) => score >= low && score <= high)).toHaveLength(1);
      }
    },
  );

  test("[ALE-55] every band has a word of its own beside its colour", () => {
    for (const bands of [standardBands, aleBands, cvss2Bands]) {
      expect(new Set(bands.map((band) => band.label)).size).toBe(bands.length);
      expect(bands.every((band) => band.colour !== "" && band.label !== "")).toBe(true);
    }
  });
});

describe("a policy's own table", () => {
  const top: Band = { name: "top", low: 5, high: 10, colour: "red", label: "Top" };
  const rest: Band = { name: "rest", low: 0, high: 4.9, colour: "grey", label: "Rest" };

  test("[ALE-54] [ALE-55] bands may be any that cover the scale, in any order", () => {
    expect(checkBands([rest, top])).toEqual([top, rest]);
    expect(bandOf(4.9, [rest, top])).toBe(rest);
  });

  test.each<[string, readonly Band[]]>([
    ["Rest leaves a gap to the band that begins at 5.0.", [top, { ...rest, high: 4.8 }]],
    ["Rest overlaps with the band that begins at 5.0.", [top, { ...rest, high: 5 }]],
    ["The highest band must end at 10.0.", [{ ...top, high: 9.9 }, rest]],
    ["The highest band must end at 10.0.", [{ ...top, high: 10.1 }, rest]],
    ["No band begins at 0.0.", [top, { ...rest, low: 0.1 }]],
    ["No band begins at 0.0.", []],
    ["Two bands have the same name.", [top, { ...rest, name: "top" }]],
    ["The bounds of Top must have one decimal.", [{ ...top, low: 4.95 }, rest]],
    ["Rest ends below its own beginning.", [top, { ...rest, low: 5.5 }]],
    ["Every band needs a name, a label and a colour.", [top, { ...rest, label: " " }]],
    ["Every band needs a name, a label and a colour.", [top, { ...rest, colour: "" }]],
  ])("[ALE-55] is refused: %s", (problem, bands) => {
    expect(() => checkBands(bands)).toThrow(problem);
  });

  test("[ALE-55] an accepted table gives every score one band, a refused one never lies about it", () => {
    const band = fc.record({ name: fc.uuid(), low: tenth, high: tenth });
    const table = fc.array(
      band.map((each) => ({ ...each, colour: "red", label: each.name })),
      {
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(table, tenth, (bands, score) => {
        const covers = Array.from({ length: 101 }, (_, tenths) => tenths / 10).every(
          (each) => bands.filter(({ low, high }) => each >= low && each <= high).length === 1,
        );
        const ordered = bands.every(({ low, high }) => low <= high);
        if (!covers || !ordered) expect(() => checkBands(bands)).toThrow();
        else expect(bandOf(score, checkBands(bands)).low).toBeLessThanOrEqual(score);
      }),
    );
  });
});
