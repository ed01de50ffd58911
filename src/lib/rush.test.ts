import { expect, test } from "vitest";
import { rushOf } from "./rush.ts";

test("a rush is on while many come within the window, and over when they stop", () => {
  const rush = rushOf({ count: 3, withinMs: 100 });

  for (const at of [0, 10]) rush.came(at);
  expect(rush.isOn(10)).toBe(false);
  rush.came(20);

  expect(rush.isOn(20)).toBe(true);
  expect(rush.isOn(119)).toBe(true);
  expect(rush.isOn(120)).toBe(false);
});

test("as many, but far apart, are no rush", () => {
  const rush = rushOf({ count: 3, withinMs: 100 });

  for (const at of [0, 90, 180, 270, 360]) rush.came(at);

  expect(rush.isOn(360)).toBe(false);
});
