import { expect, test } from "vitest";
import { aClock, anEvent, policyOf, reporterId } from "../../../test/support/policy-files.ts";
import { holidaysOf } from "../../lib/holidays.ts";
import { movedToPolicy } from "./move-to-policy.ts";

const ale = policyOf("ale.yaml");
const cadence = ale.promises["status-update"];
if (!cadence) throw new Error("ALE promises updates");
const event = { id: "the move", at: new Date("2026-06-10T12:00:00Z") };

const later = (promises: typeof ale.promises) => ({ ...ale, version: ale.version + 1, promises });
const every = (days: number) =>
  later({ ...ale.promises, "status-update": { ...cadence, within: { days } } });

const running = aClock({
  promise: "status-update",
  policyVersion: ale.version,
  startedAt: new Date("2026-06-03T10:00:00Z"),
  dueAt: new Date("2026-06-17T21:59:59Z"),
});

test("[VEN-36] a running promise is planned anew from where it began, and its old date is kept", () => {
  const [change] = movedToPolicy(every(30), { clocks: [running], event, holidaysOf });
  expect(change).toMatchObject({
    effect: "replan",
    clock: {
      policyVersion: ale.version + 1,
      startedAt: new Date("2026-06-03T10:00:00Z"),
      dueAt: new Date("2026-07-03T21:59:59Z"),
      formerDues: [
        { dueAt: running.dueAt, movedAt: event.at, because: "policy", eventId: "the move" },
      ],
    },
  });
});

test("[ALE-43] a date agreed with a party stays agreed, whatever number the later version has", () => {
  const agreed = ale.promises["embargo-end"];
  if (!agreed) throw new Error("ALE agrees embargoes");
  const clock = aClock({ ...running, promise: "embargo-end" });
  const to = later({ "embargo-end": { ...agreed, within: { days: 90 } } });
  const [change] = movedToPolicy(to, { clocks: [clock], from: ale, event, holidaysOf });
  expect(change?.clock).toEqual(clock);
  const [same] = movedToPolicy(later(ale.promises), {
    ...{ clocks: [clock], from: ale, event, holidaysOf },
  });
  expect(same?.clock).toEqual({ ...clock, policyVersion: ale.version + 1 });
});

test("a promise whose terms did not change keeps its date and runs by the new version", () => {
  const [change] = movedToPolicy(later(ale.promises), { clocks: [running], event, holidaysOf });
  expect(change?.clock).toEqual({ ...running, policyVersion: ale.version + 1 });
});

test("time that a promise stood still is measured anew by the new version's way of counting", () => {
  const weekend = { from: new Date("2026-06-06T00:00:00Z"), to: new Date("2026-06-08T00:00:00Z") };
  const paused = { ...running, pauses: [weekend], pausedMs: 2 * 86_400_000 };
  const to = later({ "status-update": { ...cadence, within: { workingDays: 10 } } });
  const [change] = movedToPolicy(to, { clocks: [paused], event, holidaysOf });
  // Of a weekend in UTC two hours are a Monday's in Paris, and a begun day counts whole.
  expect(change?.clock.pausedMs).toBe(2 * 3_600_000);
  expect(change?.clock.dueAt).toEqual(new Date("2026-06-18T21:59:59Z"));
});

test("a promise that the later version no longer makes ends with the move", () => {
  const [change] = movedToPolicy(later({}), { clocks: [running], event, holidaysOf });
  expect(change).toMatchObject({
    effect: "stop",
    clock: { stoppedAt: event.at, stoppedBy: "the move", policyVersion: ale.version },
  });
});

test("what is kept or over stays as it was", () => {
  const kept = { ...running, metAt: event.at, metBy: "an event" };
  const over = { ...running, stoppedAt: event.at };
  expect(movedToPolicy(every(30), { clocks: [kept, over], event, holidaysOf })).toEqual([]);
});

const embargo = { ...cadence, from: "confirmed", within: { days: 10 } };
const history = [
  anEvent("report.received", "2026-06-03T10:00:00Z"),
  anEvent("vulnerability.confirmed", "2026-06-05T10:00:00Z"),
];

test("[VEN-36] a promise that the later version adds counts from what begins it, if that is known", () => {
  const to = later({ ...ale.promises, "propose-embargo": embargo });
  const changes = movedToPolicy(to, { clocks: [running], event, history, holidaysOf });
  expect(changes.filter(({ clock }) => clock.promise === "propose-embargo")).toMatchObject([
    {
      effect: "start",
      clock: {
        owedTo: reporterId,
        startedAt: new Date("2026-06-05T10:00:00Z"),
        dueAt: new Date("2026-06-15T21:59:59Z"),
        policyVersion: to.version,
      },
    },
  ]);
  expect(movedToPolicy(to, { clocks: [running], event, holidaysOf })).toHaveLength(1);
});

test("a promise that the later version adds and that was done already cannot fall due", () => {
  const to = later({ "propose-embargo": embargo });
  const settled = [...history, anEvent("embargo.agreed", "2026-06-06T10:00:00Z")];
  const [change] = movedToPolicy(to, { clocks: [], event, history: settled, holidaysOf });
  expect(change?.clock.metAt).toEqual(new Date("2026-06-06T10:00:00Z"));
});

test("no added promise is broken before it was made: it then counts from the move", () => {
  const to = later({ "propose-embargo": { ...embargo, within: { days: 2 } } });
  const [change] = movedToPolicy(to, { clocks: [], event, history, holidaysOf });
  expect(change?.clock).toMatchObject({
    startedAt: event.at,
    dueAt: new Date("2026-06-12T21:59:59Z"),
    formerDues: [],
  });
});
