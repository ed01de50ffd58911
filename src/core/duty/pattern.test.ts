import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { hoursOf, type Pattern, turnsOf, wallTime } from "./pattern.ts";

const weekly: Pattern = {
  ...{ patternId: "p", teamId: null, line: 1, zone: "Europe/Paris", handOverAt: "09:00" },
  ...{ turnDays: 7, hours: null, weekends: false, endsAt: null, away: [] },
  orders: [{ startsOn: "2026-03-02", people: ["ada", "ben", "eve"] }],
};
const time = (from: string, until: string) => ({ from: new Date(from), until: new Date(until) });
const march = time("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z");
const told = (pattern: Pattern, within = march) =>
  turnsOf(pattern, within).map(({ from, personId }) => [from.toISOString(), personId]);

test("[TH-10] people take turns in order, and hand over at the same wall time all year", () => {
  expect(told(weekly)).toEqual([
    ["2026-03-02T08:00:00.000Z", "ada"],
    ["2026-03-09T08:00:00.000Z", "ben"],
    ["2026-03-16T08:00:00.000Z", "eve"],
    ["2026-03-23T08:00:00.000Z", "ada"],
    // Clocks went forward on the 29th.
    ["2026-03-30T07:00:00.000Z", "ben"],
  ]);
});

test("a hand-over at an hour that is left out comes later, and at one that is there twice first", () => {
  expect(wallTime("2026-03-29", "02:30", "Europe/Paris").toISOString()).toBe(
    "2026-03-29T01:30:00.000Z",
  );
  expect(wallTime("2026-10-25", "02:30", "Europe/Paris").toISOString()).toBe(
    "2026-10-25T00:30:00.000Z",
  );
});

test("who is away is skipped: the next in order takes the turn, and all others keep theirs", () => {
  const turns = turnsOf({ ...weekly, away: ["ben"] }, march);
  expect(turns.map(({ personId, skipped }) => [personId, skipped])).toEqual([
    ["ada", null],
    ["eve", "ben"],
    ["eve", null],
    ["ada", null],
    ["eve", "ben"],
  ]);
  const empty = turnsOf({ ...weekly, away: ["ada", "ben", "eve"] }, march);
  expect(empty.every(({ personId }) => personId === null)).toBe(true);
});

test("a new order begins on its day with its first person, and cuts the turn that runs", () => {
  const orders = [...weekly.orders, { startsOn: "2026-03-11", people: ["eve", "ada"] }];
  expect(told({ ...weekly, orders })).toEqual([
    ["2026-03-02T08:00:00.000Z", "ada"],
    ["2026-03-09T08:00:00.000Z", "ben"],
    ["2026-03-11T08:00:00.000Z", "eve"],
    ["2026-03-18T08:00:00.000Z", "ada"],
    ["2026-03-25T08:00:00.000Z", "eve"],
  ]);
});

test("nights and weekends are one span from Friday evening until Monday morning", () => {
  const nights = { ...weekly, hours: { from: "18:00", until: "08:00" }, weekends: true };
  expect(hoursOf(nights, time("2026-03-05T12:00:00Z", "2026-03-10T12:00:00Z"))).toEqual([
    time("2026-03-05T17:00:00Z", "2026-03-06T07:00:00Z"),
    time("2026-03-06T17:00:00Z", "2026-03-09T07:00:00Z"),
    time("2026-03-09T17:00:00Z", "2026-03-10T07:00:00Z"),
  ]);
  const only = { ...weekly, weekends: true };
  expect(hoursOf(only, time("2026-03-05T12:00:00Z", "2026-03-10T12:00:00Z"))).toEqual([
    time("2026-03-06T23:00:00Z", "2026-03-08T23:00:00Z"),
  ]);
});

const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"), "UTC");
const people = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 6,
});
const days = fc
  .date({ min: new Date("1990-01-01"), max: new Date("2060-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
const patterns = fc
  .record({ zone: zones, handOverAt: times, turnDays: fc.integer({ min: 1, max: 30 }) })
  .chain((facts) =>
    fc.record({ startsOn: days, people }).map((order) => ({
      ...{ ...weekly, ...facts },
      orders: [order],
    })),
  );

test("turns follow each other without gap and overlap, in every zone, through every change of its clocks", () => {
  const weeks = fc.integer({ min: 0, max: 120 });
  fc.assert(
    fc.property(patterns, weeks, (pattern, later) => {
      const [order] = pattern.orders;
      const begin = wallTime(order?.startsOn ?? "", pattern.handOverAt, pattern.zone);
      const from = new Date(+begin + later * 7 * 86_400_000);
      const within = { from, until: new Date(+from + 400 * 86_400_000) };
      const turns = turnsOf(pattern, within);
      expect(turns[0]?.from.getTime()).toBeLessThanOrEqual(+from);
      expect(turns.at(-1)?.until.getTime()).toBeGreaterThanOrEqual(+within.until);
      for (const [index, turn] of turns.entries()) {
        expect(+turn.from).toBeLessThan(+turn.until);
        if (index > 0) expect(turn.from).toEqual(turns[index - 1]?.until);
      }
    }),
    { numRuns: 300 },
  );
});

test("whoever looks earlier or later sees the same turns", () => {
  fc.assert(
    fc.property(patterns, fc.integer({ min: 0, max: 300 }), (pattern, skip) => {
      const [order] = pattern.orders;
      const begin = wallTime(order?.startsOn ?? "", pattern.handOverAt, pattern.zone);
      const until = new Date(+begin + 400 * 86_400_000);
      const from = new Date(+begin + skip * 86_400_000);
      const all = turnsOf(pattern, { from: begin, until });
      expect(turnsOf(pattern, { from, until })).toEqual(all.filter((turn) => turn.until > from));
    }),
  );
});

test("turns go round fairly: nobody has two more than another, and each as many as any in full rounds", () => {
  fc.assert(
    fc.property(patterns, fc.integer({ min: 1, max: 5 }), (pattern, rounds) => {
      // No zone leaves out a day from then on that a turn could fall upon whole.
      const orders = pattern.orders.map((order) => ({ ...order, startsOn: "2020-05-04" }));
      const count = (orders[0]?.people.length ?? 1) * rounds;
      const begin = wallTime("2020-05-04", pattern.handOverAt, pattern.zone);
      // By the zone's own days: Antarctica/Casey moved its clocks by three hours at once.
      const after = Temporal.PlainDate.from("2020-05-04").add({ days: count * pattern.turnDays });
      const until = wallTime(after, pattern.handOverAt, pattern.zone);
      const within = { from: begin, until };
      const turns = turnsOf({ ...pattern, orders }, within);
      for (const id of orders[0]?.people ?? []) {
        expect(turns.filter(({ personId }) => personId === id)).toHaveLength(rounds);
      }
    }),
  );
});

test("after its end a pattern yields nothing, and before its begin neither", () => {
  fc.assert(
    fc.property(patterns, fc.integer({ min: 1, max: 9_000 }), (pattern, hours) => {
      const begin = wallTime(pattern.orders[0]?.startsOn ?? "", pattern.handOverAt, pattern.zone);
      const endsAt = new Date(+begin + hours * 3_600_000);
      const far = new Date(+begin + 500 * 86_400_000);
      const ended = { ...pattern, endsAt };
      expect(turnsOf(ended, { from: endsAt, until: far })).toEqual([]);
      expect(turnsOf(ended, { from: new Date(0), until: begin })).toEqual([]);
      expect(turnsOf(ended, { from: begin, until: far }).at(-1)?.until).toEqual(endsAt);
    }),
  );
});
