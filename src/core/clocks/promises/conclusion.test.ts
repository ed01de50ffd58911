import { expect, test } from "vitest";
import { anEvent, clocksOf, policyOf } from "../../../../test/support/policy-files.ts";
import { clockStateOf } from "../clock-state.ts";

const ale = policyOf("ale.yaml");
const told = anEvent("relevancy.told", "2026-06-08T10:00:00Z");

test("a conclusion is owed once relevancy was told, and sending it meets the promise", () => {
  const [owed] = clocksOf("conclusion", ale, [told]);
  expect(owed).toMatchObject({ startedAt: told.at, dueAt: null });
  const sent = anEvent("conclusion.sent", "2026-06-20T10:00:00Z");
  expect(clocksOf("conclusion", ale, [told, sent])).toMatchObject([{ metBy: sent.id }]);
});

test("what nobody set a number for is owed and never overdue", () => {
  const [owed] = clocksOf("conclusion", ale, [told]);
  if (!owed) throw new Error("a conclusion is owed");
  const later = new Date("2036-01-01T00:00:00Z");
  expect(clockStateOf(owed, ale.promises.conclusion, later)).toBe("open");
});
