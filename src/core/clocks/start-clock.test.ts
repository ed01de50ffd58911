import { expect, test } from "vitest";
import { anEvent, clocksAfter, policyOf, reportId } from "../../../test/support/policy-files.ts";
import { holidaysOf } from "../../lib/holidays.ts";
import { staffSide } from "../cases/sides.ts";
import type { PromiseTerms } from "../policy/promise-terms.ts";
import type { Clock } from "./clock.ts";
import { clocksOwed } from "./clocks-owed.ts";

const terms: PromiseTerms = {
  from: "confirmed",
  within: { days: 10 },
  basis: "target",
  bySeverity: {},
  satisfiedBy: "person",
  warnHoursBefore: [24],
  showTarget: false,
  requirements: [],
};
const policy = {
  ...policyOf("ale.yaml"),
  promises: {
    "propose-embargo": terms,
    "decide-cve": terms,
    "regulator-early-warning": { ...terms, from: "becoming-aware", within: { hours: 24 } },
    "publish-cve-record": { ...terms, from: "our-disclosure", within: { hours: 72 } },
    "coordinator-publication": { ...terms, from: "first-contact-attempt", within: { days: 45 } },
  },
};
const caseId = "00000000-0000-7000-8000-00000000000c";
const reporter = "00000000-0000-7000-8000-00000000000a";
const on = { owedTo: reporter, subjectId: caseId, caseId };

const owed = (clocks: readonly Clock[]) =>
  clocks.map(({ promise, owedTo, subjectId }) => `${promise} ${owedTo} ${subjectId}`);

test("a promise to nobody on the case stays off the side of the party that the event names", () => {
  const clocks = clocksAfter(policy, [
    anEvent("vulnerability.confirmed", "2026-06-03T10:00:00Z", on),
  ]);
  expect(owed(clocks)).toEqual([
    `propose-embargo ${reporter} ${caseId}`,
    `decide-cve ${staffSide} ${caseId}`,
  ]);
});

test("it starts though the event names no party, and is kept by an event that names one", () => {
  const {
    owedTo: _,
    subjectId: __,
    ...known
  } = anEvent("exploitation.known", "2026-06-03T10:00:00Z", { caseId });
  const sent = anEvent("regulator.early-warning-sent", "2026-06-03T12:00:00Z", {
    caseId,
    owedTo: reporter,
    subjectId: reportId,
  });
  const clocks = clocksAfter(policy, [known, sent]);
  expect(owed(clocks)).toEqual([`regulator-early-warning ${staffSide} ${caseId}`]);
  expect(clocks[0]).toMatchObject({ startedAt: known.at, metBy: sent.id });
});

test("[TH-35] [CC-05] our publication keeps every promise that waits for it and starts the CVE record's hours", () => {
  const attempted = anEvent("coordinator.contact-attempted", "2026-06-01T10:00:00Z", {
    ...on,
    owedTo: "00000000-0000-7000-8000-00000000000b",
  });
  const {
    owedTo: _,
    subjectId: __,
    ...published
  } = anEvent("advisory.published", "2026-06-03T10:00:00Z", { caseId });
  const clocks = clocksAfter(policy, [attempted, published]);
  expect(clocks.map(({ promise, metBy }) => `${promise} ${metBy ?? "runs"}`)).toEqual([
    `coordinator-publication ${published.id}`,
    "publish-cve-record runs",
  ]);
  expect(clocks[1]?.dueAt).toEqual(new Date("2026-06-06T10:00:00Z"));
});

test("[CC-05] a date that the coordinator states goes before the number, and moves when restated", () => {
  const attempted = { ...on, owedTo: "00000000-0000-7000-8000-00000000000b" };
  const stated = new Date("2026-07-31T12:00:00Z");
  const moved = new Date("2026-08-31T12:00:00Z");
  const type = "coordinator.contact-attempted";
  const [first] = clocksAfter(policy, [
    anEvent(type, "2026-06-01T10:00:00Z", { ...attempted, agreed: stated }),
  ]);
  expect(first?.dueAt).toEqual(stated);
  const [second] = clocksAfter(policy, [
    anEvent(type, "2026-06-01T10:00:00Z", attempted),
    anEvent(type, "2026-06-05T10:00:00Z", { ...attempted, agreed: moved }),
  ]);
  expect(second).toMatchObject({ dueAt: moved, formerDues: [{ because: "agreed" }] });
});

test("a promise that a person paused does not make new ones stand still", () => {
  const ale = policyOf("ale.yaml");
  const promised = anEvent("remedy.promised", "2026-06-02T10:00:00Z", {
    subjectId: "remedy",
    agreed: new Date("2026-08-31T12:00:00Z"),
  });
  const [remedy] = clocksAfter(ale, [promised]).map((clock) => ({
    ...clock,
    pausedAt: promised.at,
  }));
  if (!remedy) throw new Error("a remedy is promised");
  const event = anEvent("report.received", "2026-06-03T10:00:00Z");
  const changes = clocksOwed(ale, { clocks: [remedy], event, holidaysOf });
  expect(changes.length).toBeGreaterThan(1);
  for (const { clock } of changes) expect(clock.pausedAt, clock.promise).toBeUndefined();
});

test("[ALE-31] what is kept while we wait for others is not late by the time that did not count", () => {
  const ale = policyOf("ale.yaml");
  const [update] = clocksAfter(ale, [
    anEvent("report.received", "2026-06-03T10:00:00Z"),
    anEvent("question.asked", "2026-06-05T10:00:00Z", { subjectId: "a question" }),
    anEvent("message.sent", "2026-06-30T10:00:00Z"),
  ]).filter(({ promise }) => promise === "status-update");
  expect(update?.metAt).toEqual(new Date("2026-06-30T10:00:00Z"));
  expect(update?.dueAt?.getTime()).toBeGreaterThan(Date.parse("2026-06-30T10:00:00Z"));
  expect(update?.formerDues).toMatchObject([{ because: "resumed" }]);
});
