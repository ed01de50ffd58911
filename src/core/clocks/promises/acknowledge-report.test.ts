import { expect, test } from "vitest";
import { anEvent, clocksOf, policyOf } from "../../../../test/support/policy-files.ts";
import { wordingOf } from "../../policy/promise-terms.ts";

const ale = policyOf("ale.yaml");
const received = anEvent("report.received", "2026-06-03T10:00:00Z");

test("[ALE-29] receiving a report starts a clock that its acknowledgement meets", () => {
  const [running] = clocksOf("acknowledge-report", ale, [received]);
  expect(running).toMatchObject({ dueAt: new Date("2026-06-05T21:59:59Z"), pausedMs: 0 });
  const sent = anEvent("acknowledgement.sent", "2026-06-03T10:00:05Z", { by: "automatic" });
  const [met, ...others] = clocksOf("acknowledge-report", ale, [received, sent]);
  expect(met).toMatchObject({ metAt: sent.at, metBy: sent.id });
  expect(others).toEqual([]);
});

test("[ALE-29] the number is a target: nobody outside is told of it, let alone as a promise", () => {
  const terms = ale.promises["acknowledge-report"];
  if (!terms) throw new Error("the policy owes an acknowledgement");
  expect(terms.basis).toBe("target");
  expect(wordingOf(terms)).toBe("unsaid");
  expect(wordingOf({ ...terms, showTarget: true })).toBe("aimed-at");
});

test("where only a person's answer counts, an automatic one meets nothing", () => {
  const terms = ale.promises["acknowledge-report"];
  if (!terms) throw new Error("the policy owes an acknowledgement");
  const strict = {
    ...ale,
    promises: { "acknowledge-report": { ...terms, satisfiedBy: "person" as const } },
  };
  const automatic = anEvent("acknowledgement.sent", "2026-06-03T10:00:05Z", { by: "automatic" });
  const [still] = clocksOf("acknowledge-report", strict, [received, automatic]);
  expect(still?.metAt).toBeUndefined();
  const person = anEvent("acknowledgement.sent", "2026-06-04T10:00:00Z");
  const [met] = clocksOf("acknowledge-report", strict, [received, automatic, person]);
  expect(met?.metAt).toEqual(person.at);
});

test("[ALU-04] any acknowledgement of receipt meets the promise, a question does not", () => {
  const asked = anEvent("question.asked", "2026-06-03T11:00:00Z");
  const [running] = clocksOf("acknowledge-report", policyOf("template.yaml"), [received, asked]);
  expect(running?.pausedAt).toBeUndefined();
  expect(running?.metAt).toBeUndefined();
  const sent = anEvent("acknowledgement.sent", "2026-06-03T12:00:00Z", { by: "automatic" });
  const [met] = clocksOf("acknowledge-report", policyOf("template.yaml"), [received, asked, sent]);
  expect(met?.metBy).toBe(sent.id);
});
