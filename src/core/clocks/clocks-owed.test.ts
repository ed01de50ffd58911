import fc from "fast-check";
import { expect, test } from "vitest";
import { anEvent, clocksAfter, policyOf, reportId } from "../../../test/support/policy-files.ts";
import { isRunning } from "./clock.ts";
import { promiseIds, promises } from "./promises.ts";

const ale = policyOf("ale.yaml");
const other = "00000000-0000-7000-8000-000000000009";
const types = [
  ...new Set(
    promises.flatMap((kind) => [
      ...Object.values(kind.anchors).flat(),
      ...kind.metBy,
      ...kind.pausedBy,
      ...kind.resumedBy,
      ...kind.stoppedBy,
    ]),
  ),
];

const histories = fc
  .array(
    fc.record({
      type: fc.constantFrom(...types),
      hours: fc.integer({ min: 1, max: 300 }),
      by: fc.constantFrom("person" as const, "automatic" as const),
      owedTo: fc.constantFrom("reporter one", "reporter two"),
    }),
    { maxLength: 25 },
  )
  .map((steps) => {
    let at = Date.parse("2026-01-05T09:00:00Z");
    return steps.map(({ type, hours, by, owedTo }, index) => {
      at += hours * 3_600_000;
      const agreed = new Date(at + 30 * 86_400_000);
      return anEvent(type, new Date(at).toISOString(), { by, owedTo, agreed, id: `${index}` });
    });
  });

test("whatever happens, at most one clock of a promise runs per party and subject", () => {
  fc.assert(
    fc.property(histories, (events) => {
      const running = clocksAfter(ale, events).filter(isRunning);
      const keys = running.map((clock) => `${clock.promise} ${clock.owedTo} ${clock.subjectId}`);
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});

test("whatever happens, a finished clock stays as it was", () => {
  fc.assert(
    fc.property(histories, (events) => {
      const before = clocksAfter(ale, events.slice(0, -1)).filter((clock) => !isRunning(clock));
      expect(clocksAfter(ale, events)).toEqual(expect.arrayContaining(before));
    }),
  );
});

test("one reporter's message meets nothing that is owed to another", () => {
  const clocks = clocksAfter(ale, [
    anEvent("report.received", "2026-06-03T10:00:00Z"),
    anEvent("report.received", "2026-06-04T10:00:00Z", { owedTo: other }),
    anEvent("acknowledgement.sent", "2026-06-04T10:00:01Z", { owedTo: other }),
  ]);
  const acknowledged = clocks.filter((clock) => clock.promise === "acknowledge-report");
  expect(acknowledged.map((clock) => clock.metAt !== undefined)).toEqual([false, true]);
});

test("an answer that names no report answers, and starts what follows for, all of that party", () => {
  const { subjectId: _none, ...acknowledged } = anEvent(
    "acknowledgement.sent",
    "2026-06-04T10:00:01Z",
  );
  const clocks = clocksAfter(ale, [
    anEvent("report.received", "2026-06-03T10:00:00Z"),
    anEvent("report.received", "2026-06-03T11:00:00Z", { subjectId: "second report" }),
    anEvent("report.received", "2026-06-03T12:00:00Z", { owedTo: other, subjectId: "third" }),
    anEvent("question.asked", "2026-06-03T13:00:00Z", { subjectId: "a question" }),
    acknowledged,
  ]);
  const subjects = (promise: string) =>
    clocks.filter((clock) => clock.promise === promise).map((clock) => clock.subjectId);
  expect(subjects("relevancy")).toEqual([reportId, "second report"]);
  const unmet = clocks.filter((clock) => clock.promise === "acknowledge-report" && !clock.metAt);
  expect(unmet.map((clock) => clock.subjectId)).toEqual(["third"]);
});

test("a promise that the policy does not make has no clock", () => {
  const silent = { ...ale, promises: {} };
  expect(clocksAfter(silent, [anEvent("report.received", "2026-06-03T10:00:00Z")])).toEqual([]);
});

test("every promise has a name of its own, and its first anchor is one of its anchors", () => {
  expect(new Set(promiseIds).size).toBe(promises.length);
  for (const kind of promises) expect(Object.keys(kind.anchors)).toContain(kind.anchor);
});
