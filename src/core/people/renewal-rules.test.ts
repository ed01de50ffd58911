import { expect, test } from "vitest";
import { maySecond, renewalTerms } from "./renewal-rules.ts";

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

test("the second administrator is another one, and was one for a day before the link was asked for", () => {
  const link = { personId: "person", askedBy: "asker", askedAt: now };
  const dayBefore = new Date("2026-03-10T08:00:00Z");
  const other = { personId: "other", accepted: true, since: dayBefore };
  expect(maySecond(other, link)).toBe(true);
  expect(maySecond({ ...other, since: new Date("2026-03-10T08:00:01Z") }, link)).toBe(false);
  expect(maySecond({ ...other, accepted: false }, link)).toBe(false);
  expect(maySecond({ ...other, personId: "asker" }, link)).toBe(false);
  expect(maySecond({ ...other, personId: "person" }, link)).toBe(false);
});
