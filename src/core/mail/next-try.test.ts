import fc from "fast-check";
import { expect, test } from "vitest";
import { nextTry, usualTryRules } from "./next-try.ts";

const owedAt = new Date("2026-03-11T08:00:00.000Z");
const at = (seconds: number) => new Date(+owedAt + seconds * 1000);

test("waits double from ten seconds to an hour", () => {
  const waits = [1, 2, 3, 4, 9, 10, 11, 400].map((tries) => {
    const next = nextTry({ owedAt, tries }, usualTryRules, owedAt, 0.5);
    return next.again && (+next.again - +owedAt) / 1000;
  });
  expect(waits).toEqual([10, 20, 40, 80, 2560, 3600, 3600, 3600]);
});

test("a mail is tried for five days, and the last try comes at their end", () => {
  const tries = 130;
  const fiveDays = 5 * 86_400;
  const last = nextTry({ owedAt, tries }, usualTryRules, at(fiveDays - 60), 0.5);
  expect(last.again).toEqual(at(fiveDays));
  expect(nextTry({ owedAt, tries }, usualTryRules, at(fiveDays), 0.5)).toEqual({ again: null });
});

test("a mail is called late after four hours", () => {
  const late = (seconds: number) => {
    const next = nextTry({ owedAt, tries: 12 }, usualTryRules, at(seconds), 0);
    return next.again !== null && next.late;
  };
  expect(late(4 * 3600 - 1)).toBe(false);
  expect(late(4 * 3600)).toBe(true);
});

test("every wait ends, goes forward, and differs by chance within a fifth", () => {
  const unit = fc.double({ min: 0, max: 0.999_999, noNaN: true });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 0, max: 119 * 3600 }),
      unit,
      (tries, seconds, chance) => {
        const now = at(seconds);
        const { again } = nextTry({ owedAt, tries }, usualTryRules, now, chance);
        if (again === null) throw new Error("given up too early");
        const wait = +again - +now;
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(1.2 * 3_600_000);
      },
    ),
  );
});
