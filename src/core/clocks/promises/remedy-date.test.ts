import { expect, test } from "vitest";
import { anEvent, clocksOf, policyOf } from "../../../../test/support/policy-files.ts";

const ale = policyOf("ale.yaml");
const promised = anEvent("remedy.promised", "2026-06-10T10:00:00Z", {
  agreed: new Date("2026-09-01T10:00:00Z"),
});

test("[ALE-35] the date told to the reporter is the due date, and the delivery meets it", () => {
  expect(clocksOf("remedy-date", ale, [promised])).toMatchObject([
    { dueAt: new Date("2026-09-01T10:00:00Z") },
  ]);
  const delivered = anEvent("remedy.delivered", "2026-08-20T10:00:00Z");
  expect(clocksOf("remedy-date", ale, [promised, delivered])).toMatchObject([
    { metBy: delivered.id },
  ]);
});

test("a new date moves the clock, a question does not pause it, no date starts none", () => {
  const asked = anEvent("question.asked", "2026-06-11T10:00:00Z");
  const slipped = anEvent("remedy.promised", "2026-08-01T10:00:00Z", {
    agreed: new Date("2026-10-01T10:00:00Z"),
  });
  const clocks = clocksOf("remedy-date", ale, [promised, asked, slipped]);
  expect(clocks).toMatchObject([{ dueAt: new Date("2026-10-01T10:00:00Z"), pausedMs: 0 }]);
  expect(clocks[0]?.pausedAt).toBeUndefined();
  expect(
    clocksOf("remedy-date", ale, [anEvent("remedy.promised", "2026-06-10T10:00:00Z")]),
  ).toEqual([]);
});
