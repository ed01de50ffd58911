import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anEvent, clocksAfter, policyOf, reporterId } from "../../../test/support/policy-files.ts";
import { holidaysOf } from "../../lib/holidays.ts";
import type { WorkCalendar } from "./calendar.ts";
import type { Clock } from "./clock.ts";
import { dueAt } from "./due-at.ts";
import { type CountedLength, countOf } from "./length.ts";
import { pause, resume } from "./pause.ts";
import { timeOnLine } from "./standing-time.ts";

const paris: WorkCalendar = {
  zone: "Europe/Paris",
  workingWeekdays: [1, 2, 3, 4, 5],
  holidaysIn: (year) => holidaysOf("FR", year),
  dayEndsAt: "24:00",
  endMovesToWorkingDay: false,
  atLeastTwoWorkingDays: false,
};

const zones = { FR: "Europe/Paris", US: "America/New_York", AU: "Australia/Sydney" } as const;
const calendars: fc.Arbitrary<WorkCalendar> = fc
  .record({
    country: fc.constantFrom("FR", "US", "AU"),
    endMovesToWorkingDay: fc.boolean(),
    atLeastTwoWorkingDays: fc.boolean(),
  })
  .map(({ country, ...rules }) => ({
    ...paris,
    ...rules,
    zone: zones[country],
    holidaysIn: (year) => holidaysOf(country, year),
  }));

function aClock(length: CountedLength, from: string, calendar = paris): Clock {
  const startedAt = new Date(from);
  return {
    promise: "relevancy",
    owedTo: "a reporter",
    subjectId: "a report",
    startedAt,
    dueAt: dueAt(length, startedAt, calendar),
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
  fc.integer({ min: 1, max: 3 }).map((months) => ({ months })),
);

describe("pausing", () => {
  test("never shortens what was left, however often, by any rule of counting", () => {
    const spans = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 400 })),
      { minLength: 1, maxLength: 5 },
    );
    const offsets = fc.integer({ min: 0, max: 20 * 8760 });
    fc.assert(
      fc.property(lengths, calendars, offsets, spans, (length, calendar, offset, pauses) => {
        const start = Date.parse("2010-01-01T08:15:00Z") + offset * hour;
        let clock = aClock(length, new Date(start).toISOString(), calendar);
        const { unit } = countOf(length);
        const before = timeOnLine(clock.startedAt, clock.dueAt as Date, unit, calendar);
        let now = start;
        let ran = 0;
        for (const [running, standing] of pauses) {
          const stop = new Date(now + running * hour);
          ran += timeOnLine(new Date(now), stop, unit, calendar);
          now = +stop + standing * hour;
          const due = clock.dueAt;
          clock = resume(pause(clock, stop), answered(now), length, calendar);
          expect(+(clock.dueAt as Date)).toBeGreaterThanOrEqual(+(due as Date));
        }
        const left = timeOnLine(new Date(now), clock.dueAt as Date, unit, calendar);
        // A second's slack for the last second of a day, and a millisecond of rounding a pause.
        if (ran < before) expect(left).toBeGreaterThanOrEqual(before - ran - 1000 - pauses.length);
      }),
      { numRuns: 400 },
    );
  });

  test("its spans are kept, and every date that a resumption moved", () => {
    const clock = aClock({ hours: 72 }, "2026-06-01T10:00:00Z");
    const once = resume(
      pause(clock, new Date("2026-06-01T12:00:00Z")),
      { id: "an answer", at: new Date("2026-06-01T15:00:00Z") },
      { hours: 72 },
      paris,
    );
    expect(once.pauses).toEqual([
      { from: new Date("2026-06-01T12:00:00Z"), to: new Date("2026-06-01T15:00:00Z") },
    ]);
    expect(once.formerDues).toEqual([
      {
        dueAt: clock.dueAt,
        movedAt: new Date("2026-06-01T15:00:00Z"),
        because: "resumed",
        eventId: "an answer",
      },
    ]);
  });

  test("ends without a span where the fact that ends it lies before it", () => {
    const clock = aClock({ hours: 72 }, "2026-06-01T10:00:00Z");
    const paused = pause(clock, new Date("2026-06-02T12:00:00Z"));
    expect(resume(paused, answered("2026-06-02T11:00:00Z"), { hours: 72 }, paris)).toEqual(clock);
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

  test("a pause may not end a period on a day that the policy does not let it end on", () => {
    const moves = { ...paris, endMovesToWorkingDay: true };
    const clock = aClock({ days: 1 }, "2026-06-03T10:00:00Z", moves);
    const paused = pause(clock, new Date("2026-06-03T12:00:00Z"));
    const running = resume(paused, answered("2026-06-05T12:00:00Z"), { days: 1 }, moves);
    // Due on Thursday 4 June, two days later is Saturday, and so Monday.
    expect(running.dueAt).toEqual(new Date("2026-06-08T21:59:59Z"));
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

  test("a clock that a person paused runs again when a person says so, and holds up no other", () => {
    const policy = policyOf("ale.yaml");
    const question = { subjectId: "a question" };
    const received = anEvent("report.received", "2026-06-03T10:00:00Z");
    const asked = [
      anEvent("question.asked", "2026-06-04T10:00:00Z", question),
      anEvent("question.answered", "2026-06-05T10:00:00Z", question),
    ];
    const held = clocksAfter(policy, [received]).map((clock) =>
      clock.promise === "status-update" ? pause(clock, received.at, "person") : clock,
    );
    const cadence = clocksAfter(policy, asked, held).find(
      ({ promise }) => promise === "status-update",
    );
    expect(cadence).toMatchObject({ pausedAt: received.at, held: true });
    const decided = anEvent("relevancy.told", "2026-06-04T10:00:00Z", { owedTo: reporterId });
    const begun = clocksAfter(policy, [decided], held).find(
      ({ promise }) => promise === "conclusion",
    );
    expect(begun).toBeDefined();
    expect(begun?.pausedAt).toBeUndefined();
    const running = resume(cadence as Clock, answered("2026-06-08T10:00:00Z"), { days: 14 }, paris);
    expect(running.held).toBeUndefined();
    expect(running.pausedAt).toBeUndefined();
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
