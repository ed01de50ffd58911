import { expect, test } from "vitest";
import { inForceAt } from "./in-force.ts";

const first = { version: 1, inForceFrom: new Date("2025-01-01T00:00:00Z") };
const second = { version: 2, inForceFrom: new Date("2026-01-01T00:00:00Z") };
const corrected = { version: 3, inForceFrom: new Date("2026-01-01T00:00:00Z") };

test("the policy in force is the latest that had begun, whatever order the files came in", () => {
  const versions = [second, first];
  expect(inForceAt(versions, new Date("2025-12-31T23:59:59Z"))).toBe(first);
  expect(inForceAt(versions, new Date("2026-01-01T00:00:00Z"))).toBe(second);
});

test("of two that begin at once the higher version holds", () => {
  expect(inForceAt([corrected, second, first], new Date("2026-06-01T00:00:00Z"))).toBe(corrected);
});

test("before the first has begun, the first holds", () => {
  expect(inForceAt([second, first], new Date("2024-01-01T00:00:00Z"))).toBe(first);
});
