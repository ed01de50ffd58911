import { expect, test } from "vitest";
import { anEvent, clocksOf, policyOf } from "../../../../test/support/policy-files.ts";
import type { Policy } from "../../policy/policy.ts";
import type { PromiseTerms } from "../../policy/promise-terms.ts";
import { wordingOf } from "../../policy/promise-terms.ts";

const terms: PromiseTerms = {
  from: "received",
  within: { workingDays: 3 },
  basis: "text",
  bySeverity: {},
  satisfiedBy: "person",
  warnHoursBefore: [24],
  showTarget: false,
  says: "The Root responds with an acknowledgement within 3 working days.",
  requirements: ["TH-42"],
};
const root: Policy = { ...policyOf("ale.yaml"), promises: { "acknowledge-appeal": terms } };

test("[TH-42] an appeal is acknowledged by a person within three working days, and not by a machine", () => {
  // Received on the Wednesday before Ascension Day.
  const received = anEvent("appeal.received", "2026-05-13T16:00:00Z");
  const automatic = anEvent("appeal.acknowledged", "2026-05-13T16:00:01Z", { by: "automatic" });
  const person = anEvent("appeal.acknowledged", "2026-05-18T09:00:00Z");
  const [running] = clocksOf("acknowledge-appeal", root, [received, automatic]);
  expect(running).toMatchObject({ dueAt: new Date("2026-05-19T21:59:59Z") });
  expect(running?.metAt).toBeUndefined();
  const [met] = clocksOf("acknowledge-appeal", root, [received, automatic, person]);
  expect(met?.metBy).toBe(person.id);
});

test("the number stands in the organisation's own text, so it is shown as promised", () => {
  expect(wordingOf(terms)).toBe("promised");
});
