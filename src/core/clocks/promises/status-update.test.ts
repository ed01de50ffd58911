import { expect, test } from "vitest";
import { anEvent, clocksOf, policyOf } from "../../../../test/support/policy-files.ts";
import { isRunning } from "../clock.ts";

const ale = policyOf("ale.yaml");
const received = anEvent("report.received", "2026-06-03T10:00:00Z");

test("[ALE-31] every update meets the cadence and starts its next fourteen days", () => {
  const first = anEvent("message.sent", "2026-06-10T10:00:00Z");
  const second = anEvent("message.sent", "2026-06-20T10:00:00Z");
  const clocks = clocksOf("status-update", ale, [received, first, second]);
  expect(clocks.map((clock) => clock.metBy)).toEqual([first.id, second.id, undefined]);
  expect(clocks.map((clock) => clock.dueAt)).toEqual([
    new Date("2026-06-17T21:59:59Z"),
    new Date("2026-06-24T21:59:59Z"),
    // The fourteenth day is a Saturday in July; the policy lets it end on the Monday.
    new Date("2026-07-06T21:59:59Z"),
  ]);
});

test("[ALU-06] the cadence goes on while the case is open and ends when it closes", () => {
  const told = anEvent("conclusion.sent", "2026-06-10T10:00:00Z");
  const open = clocksOf("status-update", ale, [received, told]);
  expect(open.filter(isRunning)).toHaveLength(1);
  const {
    owedTo: _owedTo,
    subjectId: _subjectId,
    ...closed
  } = anEvent("case.closed", "2026-06-12T10:00:00Z");
  const over = clocksOf("status-update", ale, [received, told, closed]);
  expect(over.filter(isRunning)).toEqual([]);
  expect(over.at(-1)).toMatchObject({ stoppedAt: closed.at });
});

test("[VEN-11] the cadence may be shorter for a severe vulnerability", () => {
  const template = policyOf("template.yaml");
  const sent = anEvent("message.sent", "2026-06-04T10:00:00Z", { severity: "critical" });
  const [, next] = clocksOf("status-update", template, [received, sent]);
  expect(next?.dueAt).toEqual(new Date("2026-06-11T21:59:59Z"));
});

test("an automatic message is no update where the policy wants a person's", () => {
  const automatic = anEvent("acknowledgement.sent", "2026-06-03T10:00:05Z", { by: "automatic" });
  const [only, ...rest] = clocksOf("status-update", ale, [received, automatic]);
  expect(only?.metAt).toBeUndefined();
  expect(rest).toEqual([]);
});

test("an update while we wait for the reporter starts a stretch that stands still", () => {
  const asked = anEvent("question.asked", "2026-06-04T10:00:00Z");
  const sent = anEvent("message.sent", "2026-06-05T10:00:00Z");
  const answered = anEvent("question.answered", "2026-06-09T10:00:00Z");
  const [, standing] = clocksOf("status-update", ale, [received, asked, sent]);
  expect(standing?.pausedAt).toEqual(sent.at);
  const [, running] = clocksOf("status-update", ale, [received, asked, sent, answered]);
  expect(running?.pausedAt).toBeUndefined();
  expect(running?.dueAt).toEqual(new Date("2026-06-23T21:59:59Z"));
});
