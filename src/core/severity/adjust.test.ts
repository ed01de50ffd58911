import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { adjust, profileMetrics, readProfile } from "./adjust.ts";
import { describeMetrics } from "./describe-metrics.ts";
import { composeCvss, parseCvss } from "./parse.ts";
import { scoreOf } from "./score.ts";

const base = parseCvss("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H");

function profile(text: string) {
  const read = readProfile(text);
  if ("fault" in read) throw new Error(read.fault);
  return read.metrics;
}

describe("[ALE-52] a score adjusted to a product", () => {
  test("every step says what it changed and the score after it", () => {
    const { vector, overall, steps } = adjust(base, profile("MAV:A/AR:L"), {});
    expect(vector.text).toBe("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/AR:L/MAV:A");
    expect(steps.map(({ metric, from, to, why }) => [metric, from, to, why])).toEqual([
      ["AR", null, "Low", "profile"],
      ["MAV", null, "Adjacent", "profile"],
    ]);
    expect(steps.at(-1)?.overall).toBe(overall);
    expect(overall).toBe(scoreOf(vector).overall);
    expect(overall).toBeLessThan(scoreOf(base).overall);
    expect(scoreOf(vector).base).toBe(scoreOf(base).base);
  });

  test("what is set for the vulnerability goes before the profile", () => {
    const { steps } = adjust(base, profile("MAV:A"), profile("MAV:P"));
    expect(steps).toMatchObject([{ metric: "MAV", to: "Physical", why: "vulnerability" }]);
  });

  test("a metric that the version has not is told, and changes nothing", () => {
    const { vector, steps } = adjust(base, profile("MVC:L/CR:H"), {});
    expect(steps.map(({ metric, overall }) => [metric, overall === null])).toContainEqual([
      "MVC",
      true,
    ]);
    expect(vector.metrics).toMatchObject({ CR: "H" });
    expect(vector.metrics).not.toHaveProperty("MVC");
  });

  test("without a profile the vector stays as it was", () => {
    expect(adjust(base, {}, {})).toMatchObject({ vector: base, steps: [] });
  });

  test("any profile on any vector gives a vector of its version with the same base", () => {
    const metrics = profileMetrics();
    const values = fc
      .subarray(metrics)
      .chain((some) =>
        fc.tuple(
          ...some.map(({ abbreviation, values: all }) =>
            fc.constantFrom(...all.map((each) => [abbreviation, each.abbreviation] as const)),
          ),
        ),
      )
      .map((pairs) => Object.fromEntries(pairs.filter(([, value]) => value !== "X")));
    const vectors = fc.constantFrom("3.0", "3.1", "4.0").chain((version) => {
      const [group] = describeMetrics(version);
      return fc
        .tuple(
          ...(group?.metrics ?? []).map(({ abbreviation, values: all }) =>
            fc.constantFrom(...all.map((each) => [abbreviation, each.abbreviation] as const)),
          ),
        )
        .map((pairs) => composeCvss(version, Object.fromEntries(pairs)));
    });
    fc.assert(
      fc.property(vectors, values, values, (vector, inProfile, changes) => {
        const adjusted = adjust(vector, inProfile, changes);
        expect(parseCvss(adjusted.vector.text)).toEqual(adjusted.vector);
        expect(scoreOf(adjusted.vector).base).toBe(scoreOf(vector).base);
        const last = adjusted.steps.findLast(({ overall }) => overall !== null);
        expect(adjusted.overall).toBe(last?.overall ?? scoreOf(vector).overall);
      }),
    );
  });
});

describe("a security profile", () => {
  test.each(["AV:N", "CR:Z", "CR:X", "CR:H/CR:L", "CR:H:L", "nonsense"])(
    "names what is no environmental metric: %s",
    (text) => {
      expect(readProfile(text)).toHaveProperty("fault");
    },
  );

  test("may be empty", () => {
    expect(readProfile("")).toEqual({ metrics: {} });
  });
});
