import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holidaysOf } from "../../lib/holidays.ts";
import type { WorkCalendar } from "./calendar.ts";
import type { Clock } from "./clock.ts";
import { dueAt } from "./due-at.ts";
import { type CountedLength, countOf } from "./length.ts";
import { pause, resume } from "./pause.ts";
import { uncounted } from "./standing-time.ts";

const paris: WorkCalendar = {
  zone: "Europe/Paris",
  workingWeekdays: [1, 2, 3, 4, 5],
  holidaysIn: (year) => holidaysOf("FR", year),
  dayEndsAt: "24:00",
  endMovesToWorkingDay: false,
  atLeastTwoWorkingDays: false,
};

function aClock(length: CountedLength, from: string): Clock {
  const startedAt = new Date(from);
  return {
    promise: "relevancy",
    owedTo: "a reporter",
    subjectId: "a report",
    startedAt,
    dueAt: dueAt(length, startedAt, paris),
    pausedMs: 0,
    policyVersion: 1,
    formerDues: [],
  };
}

const hour = 3_600_000;
const answered = (at: string | number) => ({ id: "an answer", at: new Date(at) });
const lengths: fc.Arbitrary<CountedLength> = fc.oneof(
  fc.integer({ min: 1, max: 300 }).map((hours) => ({ hours })),
  fc.integer({ min: 1, max: 30 }).map((days) => ({ days })),
  fc.integer({ min: 1, max: 20 }).map((workingDays) => ({ workingDays })),
);

describe("pausing", () => {
  test("never shortens what was left, however often", () => {
    const spans = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 400 })),
      {
        minLength: 1,
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(lengths, fc.integer({ min: 0, max: 8760 }), spans, (length, offset, pauses) => {
        const start = Date.parse("2026-01-01T08:15:00Z") + offset * hour;
        let clock = aClock(length, new Date(start).toISOString());
        const { unit } = countOf(length);
        const before = uncounted(clock.startedAt, clock.dueAt as Date, unit, paris);
        let now = start;
        let ran = 0;
        for (const [running, standing] of pauses) {
          const stop = new Date(now + running * hour);
          ran += uncounted(new Date(now), stop, unit, paris);
          now = +stop + standing * hour;
          clock = resume(pause(clock, stop), answered(now), length, paris);
        }
        const left = uncounted(new Date(now), clock.dueAt as Date, unit, paris);
        // A second's slack for the last second of a day, and a millisecond of rounding a pause.
        if (ran < before) expect(left).toBeGreaterThanOrEqual(before - ran - 1000 - pauses.length);
      }),
      { numRuns: 300 },
    );
  });

  test("paused spans add up", () => {
    const clock = aClock({ hours: 72 }, "2026-06-01T10:00:00Z");
    const once = resume(
      pause(clock, new Date("2026-06-01T12:00:00Z")),
      answered("2026-06-01T15:00:00Z"),
      { hours: 72 },
      paris,
    );
    const twice = resume(
      pause(once, new Date("2026-06-02T00:00:00Z")),
      answered("2026-06-02T04:00:00Z"),
      { hours: 72 },
      paris,
    );
    expect(twice.pausedMs).toBe(7 * hour);
    expect(twice.dueAt).toEqual(new Date("2026-06-04T17:00:00Z"));
    expect(twice.pausedAt).toBeUndefined();
  });

  test("a pause over a weekend gives a working-day clock nothing", () => {
    const clock = aClock({ workingDays: 5 }, "2026-06-03T10:00:00Z");
    // From Saturday morning to Sunday evening.
    const paused = pause(clock, new Date("2026-06-06T06:00:00Z"));
    const running = resume(paused, answered("2026-06-07T18:00:00Z"), { workingDays: 5 }, paris);
    expect(running.dueAt).toEqual(clock.dueAt);
    expect(running.pausedMs).toBe(0);
  });

  test("a pause of two working days moves a working-day clock by two, over the weekend", () => {
    const clock = aClock({ workingDays: 2 }, "2026-06-03T10:00:00Z");
    expect(clock.dueAt).toEqual(new Date("2026-06-05T21:59:59Z"));
    const paused = pause(clock, new Date("2026-06-04T08:00:00Z"));
    const running = resume(paused, answered("2026-06-08T08:00:00Z"), { workingDays: 2 }, paris);
    expect(running.dueAt).toEqual(new Date("2026-06-09T21:59:59Z"));
  });

  test("a week's pause over a change of clocks is a week", () => {
    const clock = aClock({ days: 14 }, "2026-10-20T10:00:00Z");
    const paused = pause(clock, new Date("2026-10-21T08:00:00Z"));
    const running = resume(paused, answered("2026-10-28T09:00:00Z"), { days: 14 }, paris);
    expect(running.dueAt).toEqual(new Date("2026-11-10T22:59:59Z"));
  });

  test("an agreed date stays, and pausing twice is pausing once", () => {
    const clock = aClock({ days: 14 }, "2026-06-01T10:00:00Z");
    const first = pause(clock, new Date("2026-06-02T10:00:00Z"));
    expect(pause(first, new Date("2026-06-03T10:00:00Z"))).toEqual(first);
    const running = resume(first, answered("2026-06-09T10:00:00Z"), "agreed", paris);
    expect(running.dueAt).toEqual(clock.dueAt);
    expect(resume(clock, answered("2026-06-09T10:00:00Z"), { days: 14 }, paris)).toEqual(clock);
  });
});
