import fc from "fast-check";
import { expect, test } from "vitest";
import { isUtcInstant, utcInstant, utcYear } from "./utc-instant.ts";

test("an instant is written in UTC with milliseconds, so its year is the UTC year", () => {
  const instant = utcInstant("2026-01-01T00:30:00+01:00");
  expect(instant).toBe("2025-12-31T23:30:00.000Z");
  expect(utcYear(instant)).toBe("2025");
});

test("text order is time order", () => {
  const date = fc.date({ min: new Date(0), max: new Date("9999-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(date, date, (a, b) => {
      const [first, second] = [utcInstant(a.toISOString()), utcInstant(b.toISOString())];
      expect(first < second).toBe(a.getTime() < b.getTime());
    }),
  );
});

test.each(["2026-02-30T00:00:00.000Z", "2026-01-01", "2026-01-01T00:00:00Z", "", "now"])(
  "%j is no instant in the form used here",
  (text) => expect(isUtcInstant(text)).toBe(false),
);

test("a date without a time or an offset is refused", () => {
  expect(() => utcInstant("2026-01-01T00:00")).toThrow(
    expect.objectContaining({ code: "input.invalid" }),
  );
});
