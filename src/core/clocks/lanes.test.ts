import { expect, test } from "vitest";
import type { Clock } from "./clock.ts";
import { laneOf, laneOfCase } from "./lanes.ts";

const now = new Date("2026-06-10T12:00:00Z");

function aClock(rest: Partial<Clock>): Clock {
  return {
    promise: "acknowledge-report",
    owedTo: "a reporter",
    subjectId: "a report",
    startedAt: new Date("2026-06-01T00:00:00Z"),
    dueAt: new Date("2026-06-20T12:00:00Z"),
    pausedMs: 0,
    policyVersion: 1,
    formerDues: [],
    ...rest,
  };
}

const overdue = aClock({ dueAt: new Date("2026-06-10T11:59:59Z") });
const soon = aClock({ dueAt: new Date("2026-06-11T12:00:00Z") });

test("a clock is overdue after its due time, due soon within the warning, else on time", () => {
  expect(laneOf(overdue, now)).toBe("overdue");
  expect(laneOf(aClock({ dueAt: now }), now)).toBe("due-soon");
  expect(laneOf(soon, now)).toBe("due-soon");
  expect(laneOf(aClock({}), now)).toBe("on-time");
  expect(laneOf(aClock({}), now, 240)).toBe("due-soon");
});

test("a paused clock waits, and so does one that others owe us", () => {
  expect(laneOf({ ...overdue, pausedAt: now }, now)).toBe("waiting");
  expect(laneOf({ ...overdue, promise: "waiting-for-reporter" }, now)).toBe("waiting");
});

test("a case stands where its worst running clock stands, with that lane's earliest due time", () => {
  const met = aClock({ dueAt: new Date("2026-01-01T00:00:00Z"), metAt: now });
  expect(laneOfCase([aClock({}), soon, overdue, met], now)).toEqual({
    lane: "overdue",
    dueAt: overdue.dueAt,
  });
  expect(laneOfCase([met], now)).toEqual({ lane: "waiting", dueAt: null });
  expect(laneOfCase([aClock({ dueAt: null })], now)).toEqual({ lane: "on-time", dueAt: null });
});
