import { expect, test } from "vitest";
import { anEvent, clocksAfter, clocksOf, policyOf } from "../../../../test/support/policy-files.ts";

const ale = policyOf("ale.yaml");
const received = anEvent("report.received", "2026-06-03T10:00:00Z");
const acknowledged = anEvent("acknowledgement.sent", "2026-06-03T10:00:05Z");
// A question is a subject of its own; an answer that names none answers all of the reporter's.
const asked = anEvent("question.asked", "2026-06-04T10:00:00Z", { subjectId: "first question" });
const { subjectId: _none, ...answered } = anEvent("question.answered", "2026-06-11T10:00:00Z");

test("[ALU-07] a question to the reporter pauses our clocks until it is answered", () => {
  const waiting = clocksAfter(ale, [received, acknowledged, asked]);
  const pausedOnes = waiting.filter((clock) => clock.pausedAt).map((clock) => clock.promise);
  expect(pausedOnes).toEqual(["relevancy", "status-update"]);

  const [before] = clocksOf("relevancy", ale, [received, acknowledged]);
  const [after] = clocksOf("relevancy", ale, [received, acknowledged, asked, answered]);
  expect(before?.dueAt).toEqual(new Date("2026-06-17T21:59:59Z"));
  expect(after?.dueAt).toEqual(new Date("2026-06-24T21:59:59Z"));
});

test("the wait itself has a clock, on the reporter, that the answer meets", () => {
  const [waiting] = clocksOf("waiting-for-reporter", ale, [received, asked]);
  expect(waiting?.dueAt).toEqual(new Date("2026-06-18T21:59:59Z"));
  const [met] = clocksOf("waiting-for-reporter", ale, [received, asked, answered]);
  expect(met?.metBy).toBe(answered.id);
  expect(clocksOf("waiting-for-reporter", ale, [received, answered])).toEqual([]);
});

test("our clocks run again once the last question is answered, not the first", () => {
  const second = anEvent("question.asked", "2026-06-05T10:00:00Z", {
    subjectId: "second question",
  });
  const one = anEvent("question.answered", "2026-06-08T10:00:00Z", { subjectId: "first question" });
  const history = [received, acknowledged, asked, second, one];
  expect(clocksOf("waiting-for-reporter", ale, history).map((clock) => clock.metBy)).toEqual([
    one.id,
    undefined,
  ]);
  expect(clocksOf("relevancy", ale, history)[0]?.pausedAt).toEqual(asked.at);
  expect(clocksOf("relevancy", ale, [...history, answered])[0]?.pausedAt).toBeUndefined();
});

test("the same question asked again gives nobody more time; a later one waits anew", () => {
  const again = { ...asked, id: "again", at: new Date("2026-06-08T10:00:00Z") };
  expect(clocksOf("waiting-for-reporter", ale, [received, asked, again])).toHaveLength(1);
  const later = { ...asked, id: "later", at: new Date("2026-06-20T10:00:00Z") };
  const clocks = clocksOf("waiting-for-reporter", ale, [received, asked, answered, later]);
  expect(clocks).toHaveLength(2);
  expect(clocks[1]?.metAt).toBeUndefined();
});

test("a clock that begins while we wait begins standing still", () => {
  const [standing] = clocksOf("relevancy", ale, [received, asked, acknowledged]);
  expect(standing?.pausedAt).toEqual(acknowledged.at);
});
