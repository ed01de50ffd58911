import fc from "fast-check";
import { expect, test } from "vitest";
import type { Pattern } from "./pattern.ts";
import {
  gapsInRotas,
  gapsOf,
  onCallAt,
  type Rota,
  type SingleShift,
  shiftsOf,
  shiftsOfPattern,
} from "./rota.ts";

const weekly: Pattern = {
  ...{ patternId: "p", teamId: null, line: 1, zone: "Europe/Paris", handOverAt: "09:00" },
  ...{ turnDays: 7, hours: null, weekends: false, endsAt: null, away: [] },
  orders: [{ startsOn: "2026-03-02", people: ["ada", "ben"] }],
};
const single: SingleShift = {
  ...{ onCallId: "s", personId: "eve", line: 1, patternId: null, isAway: false },
  ...{ from: new Date("2026-03-04T00:00:00Z"), until: new Date("2026-03-05T00:00:00Z") },
  setAt: new Date("2026-03-01T00:00:00Z"),
};
const cover = { ...single, onCallId: "c", patternId: "p" };
const at = (rota: Rota, instant: string) =>
  onCallAt(rota, new Date(instant)).map(({ line, personId }) => `${line} ${personId}`);
const march = { from: new Date("2026-03-02T08:00:00Z"), until: new Date("2026-03-30T08:00:00Z") };

test("[TH-10] a single shift overrides the pattern of its line, and no other", () => {
  const second = { ...weekly, patternId: "q", line: 2 };
  const rota = { patterns: [weekly, second], singles: [single] };
  expect(at(rota, "2026-03-03T23:59:59Z")).toEqual(["1 ada", "2 ada"]);
  expect(at(rota, "2026-03-04T00:00:00Z")).toEqual(["1 eve", "2 ada"]);
  expect(at(rota, "2026-03-05T00:00:00Z")).toEqual(["1 ada", "2 ada"]);
});

test("single shifts of one line are on call together, with or without a pattern", () => {
  const both = [single, { ...single, onCallId: "t", personId: "fay" }];
  expect(at({ patterns: [], singles: both }, "2026-03-04T12:00:00Z")).toEqual(["1 eve", "1 fay"]);
});

test("a single shift of the house leaves the rota of a team as it is; a cover is of its pattern alone", () => {
  const team = { ...weekly, patternId: "t", teamId: "radio" };
  const rota = { patterns: [weekly, team], singles: [cover] };
  expect(onCallAt(rota, new Date("2026-03-04T12:00:00Z"))).toEqual([
    { line: 1, personId: "ada", teamId: "radio", patternId: "t" },
    { line: 1, personId: "eve", teamId: null, patternId: "p" },
  ]);
});

test("of two covers the later one holds; one whose account is closed holds no more", () => {
  const later = { ...cover, personId: "fay", setAt: new Date("2026-03-02T00:00:00Z") };
  const noon = "2026-03-04T12:00:00Z";
  expect(at({ patterns: [weekly], singles: [later, cover] }, noon)).toEqual(["1 fay"]);
  const gone = { ...later, isAway: true };
  expect(at({ patterns: [weekly], singles: [gone, cover] }, noon)).toEqual(["1 eve"]);
});

test("outside its hours nobody is on call by a pattern, cover or not", () => {
  const nights = { ...weekly, hours: { from: "18:00", until: "08:00" } };
  const rota = { patterns: [nights], singles: [cover] };
  expect(at(rota, "2026-03-04T12:00:00Z")).toEqual([]);
  expect(at(rota, "2026-03-04T20:00:00Z")).toEqual(["1 eve"]);
});

test("[TH-10] where nobody is on call that is named, from when to when; hours that are not meant are none", () => {
  const ending = { ...weekly, endsAt: new Date("2026-03-20T00:00:00Z") };
  expect(gapsOf({ patterns: [ending], singles: [single] }, march)).toEqual([
    { from: ending.endsAt, until: march.until, teamId: null },
  ]);
  const nights = { ...weekly, hours: { from: "18:00", until: "08:00" } };
  expect(gapsOf({ patterns: [nights], singles: [] }, march)).toEqual([]);
  expect(gapsOf({ patterns: [], singles: [] }, march)).toEqual([]);
  const gone = { ...weekly, away: ["ada", "ben"] };
  expect(gapsOf({ patterns: [gone], singles: [cover] }, march)).toEqual([
    { from: march.from, until: cover.from, teamId: null },
    { from: cover.until, until: march.until, teamId: null },
  ]);
});

test("before a rota has begun it has no gap to warn of", () => {
  const rota = { patterns: [weekly], singles: [] };
  const within = { from: new Date("2026-02-20T00:00:00Z"), until: march.until };
  const gaps = gapsOf(rota, within);
  expect(gaps).toHaveLength(1);
  expect(gapsInRotas(rota, gaps)).toEqual([]);
  const ended = { ...weekly, endsAt: new Date("2026-03-20T00:00:00Z") };
  const left = gapsOf({ ...rota, patterns: [ended] }, march);
  expect(gapsInRotas({ ...rota, patterns: [ended] }, left)).toEqual(left);
});

const minute = 60_000;
const spans = fc
  .tuple(fc.integer({ min: -2_000, max: 50_000 }), fc.integer({ min: 1, max: 20_000 }))
  .map(([start, length]) => ({
    from: new Date(+march.from + start * minute),
    until: new Date(+march.from + (start + length) * minute),
  }));
const singles = fc.array(
  fc
    .record({
      personId: fc.constantFrom("ada", "eve", "fay"),
      line: fc.integer({ min: 1, max: 2 }),
      patternId: fc.constantFrom("p", null),
      isAway: fc.boolean(),
      setAt: fc.integer({ min: 0, max: 9 }).map((later) => new Date(later)),
    })
    .chain((facts) => spans.map((span) => ({ ...facts, ...span }))),
  { maxLength: 6 },
);
const found = singles.map((rows) => rows.map((row, index) => ({ ...row, onCallId: `s${index}` })));
const moments = fc
  .integer({ min: 0, max: 40_000 })
  .map((later) => new Date(+march.from + later * minute));

test("at every instant at most one is on call by a pattern, and the plan says the same as the moment", () => {
  fc.assert(
    fc.property(found, moments, (rows, now) => {
      const rota = { patterns: [weekly], singles: rows };
      const shifts = shiftsOfPattern(rota, weekly, march);
      for (const [index, shift] of shifts.entries()) {
        const before = shifts[index - 1];
        if (before) expect(+before.until).toBeLessThanOrEqual(+shift.from);
      }
      const planned = shiftsOf(rota, march).filter(({ from, until }) => from <= now && now < until);
      const names = (all: readonly { line: number; personId: string | null }[]) => [
        ...new Set(all.map(({ line, personId }) => `${line} ${personId}`)),
      ];
      expect(names(onCallAt(rota, now)).toSorted()).toEqual(names(planned).toSorted());
    }),
  );
});

test("a cover holds exactly within its span, and the pattern at every other instant", () => {
  fc.assert(
    fc.property(spans, moments, (span, now) => {
      const rota = { patterns: [weekly], singles: [{ ...cover, ...span }] };
      const alone = onCallAt({ patterns: [weekly], singles: [] }, now);
      const isWithin = span.from <= now && now < span.until;
      const expected = isWithin ? [{ ...alone[0], personId: "eve" }] : alone;
      expect(onCallAt(rota, now)).toEqual(expected);
    }),
  );
});

test("a gap is where nobody is on call, and nowhere else", () => {
  fc.assert(
    fc.property(found, moments, fc.boolean(), (rows, now, isAway) => {
      const pattern = isAway ? { ...weekly, away: ["ada", "ben"] } : weekly;
      const rota = { patterns: [pattern], singles: rows };
      const inGap = gapsOf(rota, march).some(({ from, until }) => from <= now && now < until);
      expect(inGap).toBe(onCallAt(rota, now).length === 0);
    }),
  );
});

test("a plan tells of whole shifts: when the one that runs began, and when the last one ends", () => {
  const rota = { patterns: [weekly], singles: [] };
  const within = {
    from: new Date("2026-03-11T12:00:00Z"),
    until: new Date("2026-03-17T00:00:00Z"),
  };
  expect(shiftsOf(rota, within).map(({ from, until }) => [from, until])).toEqual([
    [new Date("2026-03-09T08:00:00Z"), new Date("2026-03-16T08:00:00Z")],
    [new Date("2026-03-16T08:00:00Z"), new Date("2026-03-23T08:00:00Z")],
  ]);
});
