import fc from "fast-check";
import { expect, test } from "vitest";
import { networkRule, pairRule, waitMs } from "./sign-in-wait.ts";

const now = new Date("2026-03-11T08:00:00Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

test("four mistakes cost nothing, the fifth makes people wait half a minute", () => {
  expect(waitMs(pairRule, [ago(3), ago(2), ago(1), ago(0)], now)).toBe(0);
  expect(waitMs(pairRule, [ago(4), ago(3), ago(2), ago(1), ago(0)], now)).toBe(30_000);
});

test("the wait doubles with each further mistake, up to an hour, and passes by itself", () => {
  const mistakes = (count: number) => Array.from({ length: count }, () => ago(0));
  expect(waitMs(pairRule, mistakes(7), now)).toBe(120_000);
  expect(waitMs(pairRule, mistakes(200), now)).toBe(3_600_000);
  expect(
    waitMs(
      pairRule,
      Array.from({ length: 200 }, () => ago(3601)),
      now,
    ),
  ).toBe(0);
});

test("a network that many people share never waits longer than a minute", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 7200 }), { maxLength: 300 }), (seconds) => {
      const wait = waitMs(networkRule, seconds.map(ago), now);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(60_000);
    }),
  );
});

test("one more mistake never shortens the wait", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 90_000 }), { maxLength: 40 }), (seconds) => {
      const before = waitMs(pairRule, seconds.map(ago), now);
      expect(waitMs(pairRule, [...seconds, 0].map(ago), now)).toBeGreaterThanOrEqual(before);
    }),
  );
});
