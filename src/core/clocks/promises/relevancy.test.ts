import { expect, test } from "vitest";
import { anEvent, clocksOf, policyOf } from "../../../../test/support/policy-files.ts";

const ale = policyOf("ale.yaml");
const received = anEvent("report.received", "2026-06-03T10:00:00Z");
const acknowledged = anEvent("acknowledgement.sent", "2026-06-03T10:00:05Z", { by: "automatic" });

test("deciding the relevancy does not meet the promise; telling the reporter does", () => {
  const decided = anEvent("relevancy.decided", "2026-06-08T10:00:00Z");
  const [running] = clocksOf("relevancy", ale, [received, acknowledged, decided]);
  expect(running?.dueAt).toEqual(new Date("2026-06-17T21:59:59Z"));
  expect(running?.metAt).toBeUndefined();
  const told = anEvent("relevancy.told", "2026-06-08T10:05:00Z");
  const [met] = clocksOf("relevancy", ale, [received, acknowledged, decided, told]);
  expect(met?.metBy).toBe(told.id);
});

test("relevancy told before the acknowledgement is kept, and never falls due afterwards", () => {
  const told = anEvent("relevancy.told", "2026-06-03T10:00:01Z");
  const clocks = clocksOf("relevancy", ale, [received, told, acknowledged]);
  expect(clocks).toHaveLength(1);
  expect(clocks[0]).toMatchObject({ metBy: told.id, dueAt: null });
});

test("a policy may count it from receipt instead", () => {
  const terms = ale.promises.relevancy;
  if (!terms) throw new Error("the policy owes it");
  const policy = { ...ale, promises: { relevancy: { ...terms, from: "received" } } };
  expect(clocksOf("relevancy", policy, [received])).toHaveLength(1);
  expect(clocksOf("relevancy", ale, [received])).toHaveLength(0);
});
