import { expect, test } from "vitest";
import { renewalTerms } from "./renewal-rules.ts";

const now = new Date("2026-03-11T08:00:00Z");

test("a link for an account that nobody set up works at once", () => {
  for (const others of [0, 3]) {
    expect(renewalTerms({ setUp: false, others, now })).toEqual({
      needsSecond: false,
      usableFrom: now,
    });
  }
});

test("for an account in use a second administrator confirms it; where there is none, it waits for a day", () => {
  expect(renewalTerms({ setUp: true, others: 1, now })).toEqual({
    needsSecond: true,
    usableFrom: now,
  });
  const tomorrow = new Date("2026-03-12T08:00:00Z");
  expect(renewalTerms({ setUp: true, others: 0, now })).toEqual({
    needsSecond: false,
    usableFrom: tomorrow,
  });
});
