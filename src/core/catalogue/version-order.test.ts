import fc from "fast-check";
import { expect, test } from "vitest";
import { compareVersions, newestFirst } from "./version-order.ts";

const inOrder = [
  ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2"],
  ["1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0"],
  ["1.9", "1.10", "2.0", "10.0"],
  ["1.0rc1", "1.0", "1.0a", "1.0.1"],
  ["R10.1", "R10.2", "R10.10", "R11"],
  ["v2.4.0", "2.4.1", "v2.5.0"],
  ["2025-04", "2025-10", "2026-01"],
  ["100.99", "100.100"],
];

test.each(inOrder.map((names) => [names]))("%j is in order", (names) => {
  for (const [at, name] of names.entries()) {
    for (const [other, later] of names.entries()) {
      expect(Math.sign(compareVersions(name, later)), `${name} ${later}`).toBe(
        Math.sign(at - other),
      );
    }
  }
});

const names = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.stringMatching(/^v?\d{1,3}(\.\d{1,3}){0,3}(-?(rc|alpha|a|SP)\.?\d?)?$/),
);

test("any three names have one order: none before itself, and none in a circle", () => {
  fc.assert(
    fc.property(names, names, names, (a, b, c) => {
      expect(compareVersions(a, a)).toBe(0);
      expect(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a))).toBe(0);
      if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) {
        expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
      }
      expect(compareVersions(a, b) === 0).toBe(a === b);
    }),
    { numRuns: 2_000 },
  );
});

test("the newest version leads, whatever order they came in", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(["1.0", "1.0-rc1", "1.2", "1.10", "2.0"]), (given) => {
      const sorted = newestFirst(given.map((name) => ({ name }))).map(({ name }) => name);
      const all = ["2.0", "1.10", "1.2", "1.0", "1.0-rc1"];
      expect(sorted).toEqual(all.filter((name) => given.includes(name)));
    }),
  );
});
