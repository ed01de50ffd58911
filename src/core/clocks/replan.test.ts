import fc from "fast-check";
import { expect, test } from "vitest";
import {
  aClock,
  anEvent,
  calendarFor,
  clocksOf,
  policyOf,
  reporterId,
} from "../../../test/support/policy-files.ts";
import type { Clock } from "./clock.ts";
import { movedTo, replanned } from "./replan.ts";

const ale = policyOf("ale.yaml");
const calendar = calendarFor(ale);
const cadence = ale.promises["status-update"];
if (!cadence) throw new Error("ALE promises updates");
const faster = {
  ...ale,
  promises: { "status-update": { ...cadence, bySeverity: { Critical: { days: 2 } } } },
};
const received = anEvent("report.received", "2026-06-03T10:00:00Z");
const scored = (severity: string, severityBefore: string | null) => {
  const {
    owedTo: _,
    subjectId: __,
    ...event
  } = anEvent("vulnerability.scored", "2026-06-04T10:00:00Z");
  return { ...event, severity, severityBefore };
};
const later = { id: "an event", at: new Date("2026-06-05T10:00:00Z"), because: "agreed" } as const;

test("[ALE-31] another severity plans the cadence anew from where it began, and keeps the old date", () => {
  const [clock] = clocksOf("status-update", faster, [received, scored("Critical", null)]);
  expect(clock).toMatchObject({
    startedAt: new Date("2026-06-03T10:00:00Z"),
    dueAt: new Date("2026-06-05T21:59:59Z"),
    formerDues: [
      {
        dueAt: new Date("2026-06-17T21:59:59Z"),
        movedAt: new Date("2026-06-04T10:00:00Z"),
        because: "severity",
        eventId: scored("Critical", null).id,
      },
    ],
  });
});

test("a severity of the same length moves nothing", () => {
  const [clock] = clocksOf("status-update", faster, [received, scored("High", "Low")]);
  expect(clock?.formerDues).toEqual([]);
});

test("another severity gives back the time that a promise stood still", () => {
  const [clock] = clocksOf("status-update", faster, [
    received,
    anEvent("question.asked", "2026-06-03T11:00:00Z", { subjectId: "a question" }),
    anEvent("question.answered", "2026-06-05T11:00:00Z", { subjectId: "a question" }),
    { ...scored("Critical", null), at: new Date("2026-06-05T12:00:00Z") },
  ]);
  expect(clock?.dueAt).toEqual(new Date("2026-06-08T21:59:59Z"));
  expect(clock?.formerDues.map((former) => former.because)).toEqual(["resumed", "severity"]);
});

test("[ALE-35] [ALU-10] a new agreement moves a remedy's date, and the ones before are kept", () => {
  const promised = (at: string, agreed: string) =>
    anEvent("remedy.promised", at, { subjectId: "a remedy", agreed: new Date(agreed) });
  const [clock] = clocksOf("remedy-date", ale, [
    promised("2026-06-03T10:00:00Z", "2026-08-01T10:00:00Z"),
    promised("2026-07-01T10:00:00Z", "2026-09-01T10:00:00Z"),
    promised("2026-08-01T10:00:00Z", "2026-10-01T10:00:00Z"),
  ]);
  expect(clock?.dueAt).toEqual(new Date("2026-10-01T10:00:00Z"));
  expect(clock?.formerDues).toMatchObject([
    { dueAt: new Date("2026-08-01T10:00:00Z"), because: "agreed" },
    { dueAt: new Date("2026-09-01T10:00:00Z"), because: "agreed" },
  ]);
});

test("the same date agreed again is no move", () => {
  const clock = aClock();
  expect(movedTo(clock, new Date(+(clock.dueAt as Date)), later)).toBe(clock);
});

test("a promise that was overdue may be overdue again once its date lies ahead", () => {
  const overdue = aClock({ alarmedAt: new Date("2026-06-05T00:00:00Z") });
  expect(movedTo(overdue, new Date("2026-07-01T00:00:00Z"), later).alarmedAt).toBeUndefined();
  expect(movedTo(overdue, new Date("2026-06-04T00:00:00Z"), later).alarmedAt).toBeDefined();
});

test("a length without a number leaves the promise owed without a date, and an agreed date stays", () => {
  const clock = aClock();
  expect(replanned(clock, "none", calendar, later)).toMatchObject({
    dueAt: null,
    formerDues: [{ dueAt: clock.dueAt }],
  });
  expect(replanned(clock, "agreed", calendar, later)).toBe(clock);
});

test("no planning anew loses a date: every date that a clock had is one of its former ones", () => {
  const lengths = fc.array(
    fc.oneof(
      fc.integer({ min: 1, max: 500 }).map((hours) => ({ hours })),
      fc.integer({ min: 1, max: 90 }).map((days) => ({ days })),
      fc.integer({ min: 1, max: 60 }).map((workingDays) => ({ workingDays })),
      fc.constant("none" as const),
    ),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(lengths, (all) => {
      const seen: (number | undefined)[] = [];
      let clock: Clock = aClock({ owedTo: reporterId });
      for (const length of all) {
        const before = clock.dueAt?.getTime();
        clock = replanned(clock, length, calendar, later);
        if (before !== clock.dueAt?.getTime()) seen.push(before);
      }
      expect(clock.formerDues.map((former) => former.dueAt?.getTime())).toEqual(seen);
      expect(clock.startedAt).toEqual(aClock().startedAt);
    }),
  );
});
