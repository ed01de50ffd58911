import { expect, test } from "vitest";
import { aClock, anEvent, clocksOf, policyOf } from "../../../test/support/policy-files.ts";
import type { FormerDue } from "./clock.ts";
import { missedAt } from "./missed-date.ts";

const at = (day: number) => new Date(Date.UTC(2026, 5, day, 12));
const moved = (due: number, on: number, because: FormerDue["because"] = "policy"): FormerDue => ({
  dueAt: at(due),
  movedAt: at(on),
  because,
  eventId: "an event",
});

test("[VEN-36] a date that had passed when it was moved stays missed; one moved in time was none", () => {
  expect(missedAt(aClock({ formerDues: [moved(3, 5)] }))).toEqual(at(3));
  expect(missedAt(aClock({ formerDues: [moved(3, 2)] }))).toBeUndefined();
  expect(missedAt(aClock({ formerDues: [moved(3, 3)] }))).toBeUndefined();
  expect(missedAt(aClock({ formerDues: [{ ...moved(3, 5), dueAt: null }] }))).toBeUndefined();
});

test("no date passes while its clock stands still", () => {
  const pauses = [{ from: at(2), to: at(5) }];
  expect(missedAt(aClock({ formerDues: [moved(3, 5, "resumed")], pauses }))).toBeUndefined();
  expect(missedAt(aClock({ formerDues: [moved(3, 4, "severity")], pauses }))).toBeUndefined();
  expect(missedAt(aClock({ formerDues: [moved(3, 4)], pausedAt: at(2) }))).toBeUndefined();
  expect(missedAt(aClock({ formerDues: [moved(3, 6)], pauses }))).toEqual(at(3));
  expect(missedAt(aClock({ formerDues: [moved(1, 5, "resumed")], pauses }))).toEqual(at(1));
});

test("a clock whose pauses were not kept is not called broken by a resumption", () => {
  expect(missedAt(aClock({ formerDues: [moved(3, 5, "resumed")] }))).toBeUndefined();
});

test("[ALE-31] a question asked too late gives a broken promise no other date", () => {
  const [clock] = clocksOf("status-update", policyOf("ale.yaml"), [
    anEvent("report.received", "2026-06-03T10:00:00Z"),
    anEvent("question.asked", "2026-06-18T08:00:00Z", { subjectId: "a question" }),
    anEvent("question.answered", "2026-06-18T13:00:00Z", { subjectId: "a question" }),
  ]);
  expect(clock).toMatchObject({ dueAt: new Date("2026-06-17T21:59:59Z"), formerDues: [] });
  expect(clock?.pausedAt).toBeUndefined();
});
