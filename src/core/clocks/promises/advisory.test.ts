import { describe, expect, test } from "vitest";
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

describe("[ALE-64] an advisory that an exception had put off", () => {
  // Ten days of an advisory that is owed within thirty had passed when the exception came.
  const within = (length: unknown) => {
    const policy = structuredClone(ale);
    Object.assign(policy.promises, { advisory: { from: "condition-true", within: length } });
    return policy;
  };
  const thirtyDays = within({ days: 30 });
  const exception = anEvent("exception.recorded", "2026-06-20T10:00:00Z");
  const falls = (type: string, at: string, ids = [exception.id]) =>
    anEvent(type, at, { exceptions: ids });
  const clocksOn = (...events: ReturnType<typeof anEvent>[]) =>
    clocksOf("advisory", thirtyDays, [owed, exception, ...events]);

  test.each(["exception.ended", "exception.expired"])(
    "is owed again with what was left of its time: %s",
    (type) => {
      const [clock, ...others] = clocksOn(falls(type, "2026-08-20T10:00:00Z"));
      expect(others).toEqual([]);
      expect(clock).toMatchObject({ startedAt: owed.at, dueAt: new Date("2026-09-09T21:59:59Z") });
      expect(clock?.stoppedAt).toBeUndefined();
      expect(clock?.pauses).toEqual([{ from: exception.at, to: new Date("2026-08-20T10:00:00Z") }]);
    },
  );

  test("keeps its date where the exception should never have held, and is late where it was late before", () => {
    const [taken] = clocksOn(falls("exception.withdrawn", "2026-08-20T10:00:00Z"));
    expect(taken).toMatchObject({ dueAt: new Date("2026-07-10T21:59:59Z") });
    const late = anEvent("exception.recorded", "2026-07-20T10:00:00Z");
    const ends = falls("exception.ended", "2026-08-20T10:00:00Z", [late.id]);
    const [kept] = clocksOf("advisory", thirtyDays, [owed, late, ends]);
    expect(kept).toMatchObject({ dueAt: new Date("2026-07-10T21:59:59Z") });
    expect(kept?.stoppedAt).toBeUndefined();
  });

  test("stays put off by an exception of which nothing ended", () => {
    const [clock] = clocksOn(falls("exception.ended", "2026-08-20T10:00:00Z", []));
    expect(clock?.stoppedAt).toEqual(exception.at);
  });

  test("is owed once, whichever condition came true meanwhile", () => {
    const again = anEvent("disclosure.owed", "2026-07-01T10:00:00Z");
    const clocks = clocksOn(again, falls("exception.ended", "2026-08-20T10:00:00Z"));
    expect(clocks.filter((clock) => !clock.stoppedAt)).toMatchObject([{ startedAt: again.at }]);
  });
});
