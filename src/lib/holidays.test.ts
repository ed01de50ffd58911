import { expect, test } from "vitest";
import { holidaysOf, knowsHolidaysOf } from "./holidays.ts";

test("public holidays of a country, the moving ones too", () => {
  expect(holidaysOf("FR", 2026)).toEqual([
    "2026-01-01",
    "2026-04-06",
    "2026-05-01",
    "2026-05-08",
    "2026-05-14",
    "2026-05-25",
    "2026-07-14",
    "2026-08-15",
    "2026-11-01",
    "2026-11-11",
    "2026-12-25",
  ]);
});

test("a subdivision has its own, and a substitute day counts", () => {
  expect(holidaysOf("DE-BY", 2026)).toContain("2026-06-04");
  expect(holidaysOf("DE", 2026)).not.toContain("2026-06-04");
  expect(holidaysOf("GB", 2026)).toContain("2026-12-28");
});

test("a year is computed once", () => {
  expect(holidaysOf("FR", 2027)).toBe(holidaysOf("FR", 2027));
});

test("far years have none, and an unknown country is an error rather than a year of work", () => {
  expect(holidaysOf("FR", 200)).toEqual([]);
  expect(holidaysOf("FR", 20_000)).toEqual([]);
  expect(() => holidaysOf("XX", 2026)).toThrow(RangeError);
  for (const name of ["", "fr", "XX", "DE-ZZ", "__proto__", "constructor", "FR-"]) {
    expect(knowsHolidaysOf(name), name).toBe(false);
  }
});
