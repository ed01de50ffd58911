import { expect, test } from "vitest";
import { anEvent, clocksOf, policyOf } from "../../../../test/support/policy-files.ts";

const ale = policyOf("ale.yaml");
const owed = anEvent("disclosure.owed", "2026-06-10T10:00:00Z");

test("an advisory is owed from the moment that a condition is true, until it is published", () => {
  const published = anEvent("advisory.published", "2026-07-10T10:00:00Z");
  expect(clocksOf("advisory", ale, [owed])).toMatchObject([{ startedAt: owed.at }]);
  expect(clocksOf("advisory", ale, [owed, published])).toMatchObject([{ metBy: published.id }]);
  expect(clocksOf("advisory", ale, [published])).toEqual([]);
});

test("closing the case does not end it; a recorded exception does", () => {
  const closed = anEvent("case.closed", "2026-07-01T10:00:00Z");
  const exception = anEvent("exception.recorded", "2026-07-02T10:00:00Z");
  expect(clocksOf("advisory", ale, [owed, closed])[0]?.stoppedAt).toBeUndefined();
  expect(clocksOf("advisory", ale, [owed, closed, exception])[0]?.stoppedAt).toEqual(exception.at);
});
