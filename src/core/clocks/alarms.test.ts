import fc from "fast-check";
import { expect, test } from "vitest";
import { aClock } from "../../../test/support/policy-files.ts";
import { alarmNow, alarmsOf, nextAlarmAt } from "./alarms.ts";

const hour = 3_600_000;
const due = new Date("2026-06-17T21:59:59Z");
const at = (hoursBefore: number) => new Date(+due - hoursBefore * hour);
const terms = { warnHoursBefore: [24, 72, 24] };

test("a promise warns at each of its hours once, the earliest first, and then falls due", () => {
  expect(alarmsOf(due, terms)).toEqual([
    { at: at(72), hoursBefore: 72 },
    { at: at(24), hoursBefore: 24 },
    { at: due, hoursBefore: 0 },
  ]);
});

test("the next alarm follows the one before, and the due time is never left out", () => {
  const clock = aClock();
  expect(nextAlarmAt(clock, terms, at(100))).toEqual(at(72));
  expect(nextAlarmAt(clock, terms, at(72))).toEqual(at(24));
  expect(nextAlarmAt(clock, terms, at(24))).toEqual(due);
  expect(nextAlarmAt(clock, terms, at(-10))).toEqual(due);
});

test.each([
  ["stands still", { pausedAt: at(100) }],
  ["was kept", { metAt: at(100) }],
  ["ended", { stoppedAt: at(100) }],
  ["has had its last alarm", { alarmedAt: at(-1) }],
  ["has no date", { dueAt: null }],
])("a clock that %s has no alarm, and nothing to say", (_, rest) => {
  const clock = aClock(rest);
  expect(nextAlarmAt(clock, terms, at(200))).toBeUndefined();
  expect(alarmNow(clock, terms, { alarmAt: at(72), now: at(-2) })).toBeUndefined();
});

test("a clock says what has come: nothing, a warning, or that its time has passed", () => {
  const say = (now: Date, alarmAt = at(72)) => alarmNow(aClock(), terms, { alarmAt, now });
  expect(say(at(73))).toBeUndefined();
  expect(say(at(71))).toEqual({ type: "clock.warned", hoursBefore: 72 });
  expect(say(at(23), at(24))).toEqual({ type: "clock.warned", hoursBefore: 24 });
  expect(say(new Date(+due + 999), due)).toBeUndefined();
  expect(say(new Date(+due + 999))).toEqual({ type: "clock.warned", hoursBefore: 24 });
  expect(say(new Date(+due + 1000), due)).toEqual({ type: "clock.overdue" });
});

test("the second in which a promise falls due still keeps it", () => {
  expect(alarmNow(aClock(), terms, { alarmAt: due, now: due })).not.toMatchObject({
    type: "clock.overdue",
  });
});

test("warnings that were missed while nothing ran are one, and none once the time has passed", () => {
  const missed = { alarmAt: at(72), now: at(2) };
  expect(alarmNow(aClock(), terms, missed)).toEqual({ type: "clock.warned", hoursBefore: 24 });
  expect(nextAlarmAt(aClock(), terms, at(2))).toEqual(due);
  const tooLate = { alarmAt: at(72), now: at(-5) };
  expect(alarmNow(aClock(), terms, tooLate)).toEqual({ type: "clock.overdue" });
});

test("however often the sweep looks, each warning comes at most once and the due time exactly once", () => {
  const looks = fc.array(fc.integer({ min: 1, max: 60 * 24 * 10 }), {
    minLength: 1,
    maxLength: 60,
  });
  const hours = fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 5 });
  fc.assert(
    fc.property(hours, looks, (warnHoursBefore, minutes) => {
      let clock = aClock();
      let now = +at(220);
      let alarmAt = nextAlarmAt(clock, { warnHoursBefore }, new Date(now));
      const said: string[] = [];
      for (const step of [...minutes, 60 * 24 * 30]) {
        now += step * 60_000;
        if (!alarmAt || alarmAt >= new Date(now)) continue;
        const word = alarmNow(clock, { warnHoursBefore }, { alarmAt, now: new Date(now) });
        if (!word) continue;
        said.push(JSON.stringify(word));
        if (word.type === "clock.overdue") clock = { ...clock, alarmedAt: new Date(now) };
        alarmAt = nextAlarmAt(clock, { warnHoursBefore }, new Date(now));
      }
      expect(new Set(said).size).toBe(said.length);
      expect(said.at(-1)).toContain("clock.overdue");
    }),
  );
});
