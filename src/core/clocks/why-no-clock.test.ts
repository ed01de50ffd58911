import { describe, expect, test } from "vitest";
import { aClock, anEvent, clocksAfter, policyOf } from "../../../test/support/policy-files.ts";
import { milestoneOf } from "./milestones.ts";
import { promises } from "./promises.ts";
import { whyNoClock, whyNoClockInWords } from "./why-no-clock.ts";

const policy = policyOf("ale.yaml");
const at = new Date("2026-06-10T10:00:00Z");
const ask = (clocks: readonly ReturnType<typeof aClock>[], owedTo?: string) =>
  whyNoClock({ promise: "relevancy", policy, clocks, ...(owedTo ? { owedTo } : {}) });

test("a clock that ticks towards a date needs no reason", () => {
  expect(ask([aClock()])).toBeUndefined();
  expect(ask([aClock({ metAt: at }), aClock()])).toBeUndefined();
});

test.each([
  ["stands still", { pausedAt: at }, { why: "paused", since: at }],
  ["was given no number", { dueAt: null }, { why: "no-number", since: aClock().startedAt }],
  ["was kept", { metAt: at, metBy: "an event" }, { why: "kept", at, by: "an event" }],
  ["ended", { stoppedAt: at, stoppedBy: "a closing" }, { why: "stopped", at, by: "a closing" }],
])("a promise that %s says so", (_, rest, reason) => {
  expect(ask([aClock(rest)])).toEqual(reason);
});

test("of several that ended, the last one tells", () => {
  const first = aClock({ metAt: new Date("2026-06-04T00:00:00Z") });
  expect(ask([aClock({ stoppedAt: at }), first])).toEqual({ why: "stopped", at });
});

test("what runs towards others does not run towards this party", () => {
  expect(ask([aClock()], "another")).toEqual({ why: "not-towards-this-party" });
});

describe("where no clock was ever made", () => {
  test("the policy does not promise it", () => {
    const silent = { name: "silent", version: 3, promises: {} };
    expect(whyNoClock({ promise: "relevancy", policy: silent, clocks: [] })).toEqual({
      why: "not-promised",
      policy: "silent",
      version: 3,
    });
  });

  test("what begins it has not happened, and which events that would be is said", () => {
    const clocks = clocksAfter(policy, [anEvent("report.received", "2026-06-03T10:00:00Z")]);
    expect(whyNoClock({ promise: "relevancy", policy, clocks })).toEqual({
      why: "not-begun",
      waitsFor: ["acknowledgement.sent", "redirect.sent"],
    });
  });

  test("it is about the house, which no case holds", () => {
    expect(policy.promises["key-expiry"]).toBeDefined();
    expect(whyNoClock({ promise: "key-expiry", policy, clocks: [] })).toEqual({
      why: "of-the-house",
    });
  });
});

test("every reason is a sentence, with dates as the reader writes them", () => {
  const said = (reason: Parameters<typeof whyNoClockInWords>[0]) =>
    whyNoClockInWords(reason, "relevancy", () => "Monday");
  expect(said({ why: "not-promised", policy: "ale", version: 1 })).toBe(
    "Version 1 of the policy ale does not promise to tell the reporter whether the report is relevant.",
  );
  expect(said({ why: "not-begun", waitsFor: ["acknowledgement.sent", "report.received"] })).toBe(
    "It has not begun: it begins when the report has been acknowledged, or when a report arrives.",
  );
  expect(said({ why: "kept", at })).toBe("It was kept on Monday.");
  expect(said({ why: "stopped", at })).toBe("It ended on Monday without having to be kept.");
  expect(said({ why: "paused", since: at })).toBe("It stands still since Monday.");
  expect(said({ why: "no-number", since: at })).toContain("never falls due");
  expect(said({ why: "of-the-house" })).toContain("not about a case");
  expect(said({ why: "not-towards-this-party" })).toContain("this party");
});

test("every event that begins a promise has words", () => {
  const events = promises
    .filter((kind) => kind.about !== "house")
    .flatMap((kind) => Object.values(kind.anchors).flat());
  for (const type of events) {
    const words = whyNoClockInWords({ why: "not-begun", waitsFor: [type] }, "relevancy");
    expect(words).not.toContain(`when ${type}`);
    if (milestoneOf(type)) expect(words).toContain(milestoneOf(type)?.says);
  }
});
