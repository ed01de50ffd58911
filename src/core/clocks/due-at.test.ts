import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { holidaysOf } from "../../lib/holidays.ts";
import { Refusal } from "../refusal.ts";
import type { WorkCalendar } from "./calendar.ts";
import { dueAt } from "./due-at.ts";
import type { CountedLength } from "./length.ts";

const zones: Record<string, string> = {
  FR: "Europe/Paris",
  GB: "Europe/London",
  US: "America/New_York",
  AU: "Australia/Sydney",
  BR: "America/Sao_Paulo",
  IN: "Asia/Kolkata",
};

function calendarIn(country: string, rest: Partial<WorkCalendar> = {}): WorkCalendar {
  return {
    zone: zones[country] ?? "UTC",
    workingWeekdays: [1, 2, 3, 4, 5],
    holidaysIn: (year) => holidaysOf(country, year),
    dayEndsAt: "24:00",
    endMovesToWorkingDay: false,
    atLeastTwoWorkingDays: false,
    ...rest,
  };
}

const countries = fc.constantFrom(...Object.keys(zones));
const instants = fc
  .integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2030, 0, 1) })
  .map((milliseconds) => new Date(milliseconds));
const localDate = (instant: Date, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(+instant).toZonedDateTimeISO(zone).toPlainDate();

/** Working days after the day of `from`, up to and with the day of `due`: counted one by one. */
function walked(from: Date, due: Date, calendar: WorkCalendar): number {
  const last = localDate(due, calendar.zone).toString();
  let day = localDate(from, calendar.zone);
  let count = 0;
  while (day.toString() < last) {
    day = day.add({ days: 1 });
    const free = holidaysOf(countryOf(calendar), day.year).includes(day.toString());
    if (day.dayOfWeek <= 5 && !free) count += 1;
  }
  return count;
}

function countryOf(calendar: WorkCalendar): string {
  return Object.keys(zones).find((country) => zones[country] === calendar.zone) ?? "";
}

describe("working days", () => {
  test("a working-day length agrees with a walk from day to day, in six countries over 20 years", () => {
    fc.assert(
      fc.property(countries, instants, fc.integer({ min: 1, max: 60 }), (country, from, count) => {
        const calendar = calendarIn(country);
        const due = dueAt({ workingDays: count }, from, calendar);
        expect(walked(from, due, calendar)).toBe(count);
      }),
      { numRuns: 400 },
    );
  });

  test("a working-day length never ends on a free weekday or a public holiday", () => {
    fc.assert(
      fc.property(countries, instants, fc.integer({ min: 1, max: 30 }), (country, from, count) => {
        const calendar = calendarIn(country);
        const day = localDate(dueAt({ workingDays: count }, from, calendar), calendar.zone);
        expect(day.dayOfWeek).toBeLessThan(6);
        expect(holidaysOf(country, day.year)).not.toContain(day.toString());
      }),
      { numRuns: 400 },
    );
  });

  test("a day that ends on a free day moves to the next working day where the policy says so", () => {
    fc.assert(
      fc.property(countries, instants, fc.integer({ min: 1, max: 90 }), (country, from, count) => {
        const stays = calendarIn(country);
        const moves = calendarIn(country, { endMovesToWorkingDay: true });
        const day = localDate(dueAt({ days: count }, from, moves), moves.zone);
        expect(day.dayOfWeek).toBeLessThan(6);
        expect(holidaysOf(country, day.year)).not.toContain(day.toString());
        expect(+dueAt({ days: count }, from, moves)).toBeGreaterThanOrEqual(
          +dueAt({ days: count }, from, stays),
        );
      }),
    );
  });

  test("a period of two days or more holds two working days where the policy says so", () => {
    fc.assert(
      fc.property(countries, instants, fc.integer({ min: 2, max: 9 }), (country, from, days) => {
        const calendar = calendarIn(country, { atLeastTwoWorkingDays: true });
        expect(walked(from, dueAt({ days }, from, calendar), calendar)).toBeGreaterThanOrEqual(2);
      }),
    );
  });
});

const lengths: fc.Arbitrary<CountedLength> = fc.oneof(
  fc.integer({ min: 1, max: 1000 }).map((hours) => ({ hours })),
  fc.integer({ min: 1, max: 100 }).map((days) => ({ days })),
  fc.integer({ min: 1, max: 100 }).map((workingDays) => ({ workingDays })),
  fc.integer({ min: 1, max: 12 }).map((months) => ({ months })),
);

describe("any length", () => {
  test("a promise is never due before it began, and a later beginning is never due earlier", () => {
    fc.assert(
      fc.property(countries, lengths, instants, instants, (country, length, one, other) => {
        const calendar = calendarIn(country, { endMovesToWorkingDay: true });
        const [first, second] = one <= other ? [one, other] : [other, one];
        const due = dueAt(length, first, calendar);
        expect(+due).toBeGreaterThan(+first);
        expect(+dueAt(length, second, calendar)).toBeGreaterThanOrEqual(+due);
      }),
      { numRuns: 400 },
    );
  });

  test("days and working days end with the last second of a local day, in the weeks when clocks change too", () => {
    const changes = ["2026-03-29", "2026-10-25", "2026-03-08", "2026-11-01", "2026-04-05"];
    fc.assert(
      fc.property(
        countries,
        fc.constantFrom(...changes),
        fc.integer({ min: -240, max: 240 }),
        fc.integer({ min: 1, max: 10 }),
        (country, change, hours, days) => {
          const calendar = calendarIn(country);
          const from = new Date(Date.parse(`${change}T01:30:00Z`) + hours * 3_600_000);
          const due = dueAt({ days }, from, calendar);
          const local = Temporal.Instant.fromEpochMilliseconds(+due).toZonedDateTimeISO(
            calendar.zone,
          );
          expect(local.toPlainTime().toString()).toBe("23:59:59");
          const start = localDate(from, calendar.zone);
          expect(start.until(local.toPlainDate(), { largestUnit: "days" }).days).toBe(days);
        },
      ),
    );
  });

  test("hours count to the second, over a change of clocks", () => {
    const from = new Date("2026-03-28T12:00:00Z");
    const due = dueAt({ hours: 24 }, from, calendarIn("FR"));
    expect(due.toISOString()).toBe("2026-03-29T12:00:00.000Z");
  });

  test.each([
    // From a Thursday before Easter: Friday works in France, Monday does not.
    ["FR", { workingDays: 2 }, "2026-04-02T15:00:00Z", "2026-04-07T21:59:59Z"],
    // In England Good Friday and Easter Monday are both free.
    ["GB", { workingDays: 2 }, "2026-04-02T15:00:00Z", "2026-04-08T22:59:59Z"],
    // Half an hour before midnight in UTC is the next day in Paris.
    ["FR", { workingDays: 1 }, "2026-06-01T22:30:00Z", "2026-06-03T21:59:59Z"],
    ["FR", { days: 14 }, "2026-03-20T09:00:00Z", "2026-04-03T21:59:59Z"],
    ["FR", { months: 1 }, "2026-01-31T09:00:00Z", "2026-02-28T22:59:59Z"],
    ["FR", { hours: 72 }, "2026-03-27T10:00:01Z", "2026-03-30T10:00:01Z"],
  ] as const)("in %s, %o from %s is due at %s", (country, length, from, due) => {
    expect(dueAt(length, new Date(from), calendarIn(country))).toEqual(new Date(due));
  });

  test("where a policy says so, a period ends at closing time", () => {
    const calendar = calendarIn("FR", { dayEndsAt: "18:00" });
    const due = dueAt({ workingDays: 1 }, new Date("2026-06-01T09:00:00Z"), calendar);
    expect(due.toISOString()).toBe("2026-06-02T15:59:59.000Z");
  });

  test("the year 0200 is counted, and what is no date is refused", () => {
    const due = dueAt({ workingDays: 3 }, new Date("0200-03-03T00:00:00Z"), calendarIn("FR"));
    expect(due.getUTCFullYear()).toBe(200);
    expect(() => dueAt({ days: 1 }, new Date("soon"), calendarIn("FR"))).toThrow(Refusal);
    expect(() => dueAt({ days: 1 }, new Date(8.64e15), calendarIn("FR"))).toThrow(Refusal);
  });

  test("a calendar in which nobody ever works is an error, not an endless walk", () => {
    const never = calendarIn("FR", { workingWeekdays: [] });
    expect(() => dueAt({ workingDays: 1 }, new Date("2026-01-01T00:00:00Z"), never)).toThrow();
  });
});

test("[TH-42] three working days skip the weekend and the holiday between them", () => {
  const calendar = calendarIn("FR");
  // Received on the Wednesday before Ascension Day (a Thursday).
  const due = dueAt({ workingDays: 3 }, new Date("2026-05-13T16:00:00Z"), calendar);
  expect(due.toISOString()).toBe("2026-05-19T21:59:59.000Z");
});
