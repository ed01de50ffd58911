import fc from "fast-check";
import { expect, test } from "vitest";
import { nextInSeries } from "./number-series.ts";

const series = { pattern: "EXAMPLE-{type}-{year}-{number:4}", type: "SA", year: "2026" } as const;

test("[ALU-29] notices are numbered in a series of their own", () => {
  const taken = ["EXAMPLE-SA-2026-0041", "EXAMPLE-SN-2026-0007"];
  expect(nextInSeries(series, taken)).toBe("EXAMPLE-SA-2026-0042");
  expect(nextInSeries({ ...series, type: "SN" }, taken)).toBe("EXAMPLE-SN-2026-0008");
});

test("a series with the year starts anew each year, one without counts on", () => {
  const taken = ["EXAMPLE-SA-2025-0009", "X+SA.12"];
  expect(nextInSeries(series, taken)).toBe("EXAMPLE-SA-2026-0001");
  expect(nextInSeries({ ...series, pattern: "X+{type}.{number}" }, taken)).toBe("X+SA.13");
});

test("a series that outgrows its width goes on", () => {
  expect(nextInSeries(series, ["EXAMPLE-SA-2026-9999"])).toBe("EXAMPLE-SA-2026-10000");
});

test("a pattern without type or number, or with text that no address carries, is refused", () => {
  for (const pattern of ["A-{type}", "A-{number}", "A {type}-{number}", "{type}{number}{number}"]) {
    expect(() => nextInSeries({ ...series, pattern }, [])).toThrow(
      expect.objectContaining({ code: "advisory.series-pattern" }),
    );
  }
});

test("numbers taken one after another never meet, whatever else is taken", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string(),
          fc.nat().map((n) => `EXAMPLE-SA-2026-${n}`),
        ),
      ),
      fc.integer({ min: 1, max: 20 }),
      (others, count) => {
        const taken = [...others];
        for (let n = 0; n < count; n++) taken.push(nextInSeries(series, taken));
        const given = new Set(taken.slice(others.length));
        expect(given.size).toBe(count);
        expect(others.filter((id) => given.has(id))).toEqual([]);
      },
    ),
  );
});
