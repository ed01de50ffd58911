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

/** The local day and time of an instant, as the platform writes them: nothing of ours is in it. */
function localOnPaper(instant: Date, country: string): [day: string, time: string] {
  const options = { timeZone: zones[country] ?? "UTC", hourCycle: "h23" } as const;
  const day = new Intl.DateTimeFormat("en-CA", { ...options, dateStyle: "short" });
  const time = new Intl.DateTimeFormat("en-GB", { ...options, timeStyle: "medium" });
  return [day.format(instant), time.format(instant)];
}

type Rules = Pick<WorkCalendar, "endMovesToWorkingDay" | "atLeastTwoWorkingDays">;

/** The last day of a period, found by turning over one leaf a day. */
function walkedOnPaper(length: CountedLength, start: string, country: string, rule: Rules): string {
  const nextDay = (day: string) =>
    new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  const works = (day: string) => {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return (
      weekday > 0 && weekday < 6 && !holidaysOf(country, Number(day.slice(0, 4))).includes(day)
    );
  };
  const isLast = lastLeaf(length, start);
  let day = start;
  let [turned, worked] = [0, 0];
  for (;;) {
    day = nextDay(day);
    turned += 1;
    if (works(day)) worked += 1;
    if (!isLast(day, turned, worked)) continue;
    if ("workingDays" in length) return day;
    if (rule.endMovesToWorkingDay && !works(day)) continue;
    if (rule.atLeastTwoWorkingDays && worked < 2 && !("days" in length && length.days < 2))
      continue;
    return day;
  }
}

/** Whether the walk has come to the period's end, or past it. */
function lastLeaf(length: CountedLength, start: string) {
  return (day: string, turned: number, worked: number): boolean => {
    if ("days" in length) return turned >= length.days;
    if ("workingDays" in length) return worked >= length.workingDays;
    if ("hours" in length) throw new Error("hours are not counted on paper");
    const [year = 0, month = 0, date = 0] = start.split("-").map(Number);
    // Day 0 of the month after is its last day: a month without that date ends with its last day.
    const last = new Date(Date.UTC(year, month - 1 + length.months + 1, 0)).getUTCDate();
    const end = new Date(Date.UTC(year, month - 1 + length.months, Math.min(date, last)));
    return day >= end.toISOString().slice(0, 10);
  };
}

const lengths: fc.Arbitrary<CountedLength> = fc.oneof(
  fc.integer({ min: 1, max: 1000 }).map((hours) => ({ hours })),
  fc.integer({ min: 1, max: 100 }).map((days) => ({ days })),
  fc.integer({ min: 1, max: 100 }).map((workingDays) => ({ workingDays })),
  fc.integer({ min: 1, max: 12 }).map((months) => ({ months })),
);

/** Every way of counting that a policy can set. */
const rules = fc.record({
  endMovesToWorkingDay: fc.boolean(),
  atLeastTwoWorkingDays: fc.boolean(),
  dayEndsAt: fc.constantFrom("24:00", "18:00"),
});

/** From the year 0200 to the year 9000, and as often in our own time or within days of each other. */
const pairs = fc.oneof(
  fc.tuple(instants, instants),
  fc
    .tuple(instants, fc.integer({ min: 0, max: 200 }))
    .map(([one, hours]) => [one, new Date(+one + hours * 3_600_000)] as const),
  fc
    .tuple(
      fc.integer({ min: Date.UTC(200, 0, 1), max: Date.UTC(9000, 0, 1) }),
      fc.integer({ min: 0, max: 2000 }),
    )
    .map(([one, hours]) => [new Date(one), new Date(one + hours * 3_600_000)] as const),
);

describe("any length, by any rule of counting", () => {
  test("a promise is never due before it began, and a later beginning is never due earlier", () => {
    fc.assert(
      fc.property(countries, lengths, rules, pairs, (country, length, rule, [one, other]) => {
        const calendar = calendarIn(country, rule);
        const [first, second] = one <= other ? [one, other] : [other, one];
        const due = dueAt(length, first, calendar);
        expect(+due).toBeGreaterThan(+first);
        expect(+dueAt(length, second, calendar)).toBeGreaterThanOrEqual(+due);
      }),
      { numRuns: 1000 },
    );
  });

  test("days, working days and months agree with a walk on a calendar of paper, over 20 years in six countries", () => {
    fc.assert(
      fc.property(countries, lengths, rules, instants, (country, length, rule, from) => {
        if ("hours" in length) return;
        const due = dueAt(length, from, calendarIn(country, rule));
        const [day, time] = localOnPaper(due, country);
        expect(day).toBe(walkedOnPaper(length, localOnPaper(from, country)[0], country, rule));
        expect(time).toBe(rule.dayEndsAt === "24:00" ? "23:59:59" : "17:59:59");
      }),
      { numRuns: 1000 },
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

describe("Regulation (EEC, Euratom) No 1182/71, article 3", () => {
  const whole = { endMovesToWorkingDay: true, atLeastTwoWorkingDays: true };
  test.each([
    // Wednesday at nine: Thursday is the first day that counts.
    ["(1) the day of the event does not count", { days: 1 }, "2026-06-03T07:00:00Z", "2026-06-04"],
    [
      "(2)(b) a period in days ends with its last day",
      { days: 5 },
      "2026-06-03T07:00:00Z",
      "2026-06-08",
    ],
    ["(2)(c) a month ends on the same date", { months: 1 }, "2026-06-15T07:00:00Z", "2026-07-15"],
    ["(2)(c) or on the month's last day", { months: 1 }, "2026-03-31T07:00:00Z", "2026-04-30"],
    // 14 July is a holiday within the period.
    [
      "(3) holidays and weekends within it count",
      { days: 9 },
      "2026-07-08T07:00:00Z",
      "2026-07-17",
    ],
    ["(4) an end on a Saturday moves", { days: 3 }, "2026-06-03T07:00:00Z", "2026-06-08"],
    ["(4) an end on a holiday moves", { days: 6 }, "2026-07-08T07:00:00Z", "2026-07-15"],
    // From a Thursday two days end on Saturday: Friday is one working day, Monday the second.
    ["(5) two days hold two working days", { days: 2 }, "2026-06-04T07:00:00Z", "2026-06-08"],
    ["(5) over a long weekend", { days: 3 }, "2026-05-22T07:00:00Z", "2026-05-27"],
    ["(5) one day need not", { days: 1 }, "2026-06-05T07:00:00Z", "2026-06-08"],
  ] as const)("%s", (_, length, from, day) => {
    const due = dueAt(length, new Date(from), calendarIn("FR", whole));
    expect(localOnPaper(due, "FR")).toEqual([day, "23:59:59"]);
  });

  test("(4) does not move hours, which count to the second", () => {
    const due = dueAt({ hours: 72 }, new Date("2026-06-04T07:00:01Z"), calendarIn("FR", whole));
    expect(due.toISOString()).toBe("2026-06-07T07:00:01.000Z");
  });
});

test("[TH-42] three working days skip the weekend and the holiday between them", () => {
  const calendar = calendarIn("FR");
  // Received on the Wednesday before Ascension Day (a Thursday).
  const due = dueAt({ workingDays: 3 }, new Date("2026-05-13T16:00:00Z"), calendar);
  expect(due.toISOString()).toBe("2026-05-19T21:59:59.000Z");
});
