import { expect, test } from "vitest";
import { Refusal } from "../refusal.ts";
import type { Pattern } from "./pattern.ts";
import {
  coverOf,
  endOf,
  mustBeOrderDay,
  mustMayCover,
  mustNotAddSelf,
  peopleNow,
  shiftAt,
} from "./rota-rules.ts";

const weekly: Pattern = {
  ...{ patternId: "p", teamId: null, line: 1, zone: "Europe/Paris", handOverAt: "09:00" },
  ...{ turnDays: 7, hours: null, weekends: false, endsAt: null, away: [] },
  orders: [
    { startsOn: "2026-03-02", people: ["ada", "ben"] },
    { startsOn: "2026-03-16", people: ["ben", "eve"] },
    { startsOn: "2026-03-30", people: ["fay"] },
  ],
};
const now = new Date("2026-03-18T12:00:00Z");

function codeOf(deed: () => unknown): string | undefined {
  try {
    deed();
    return undefined;
  } catch (error) {
    return error instanceof Refusal ? error.code : "none";
  }
}

test("an end is the hand-over of its day, after the begin and not in the past", () => {
  expect(endOf(weekly, undefined, now)).toEqual(now);
  expect(endOf(weekly, "2026-03-29", now)).toEqual(new Date("2026-03-29T07:00:00Z"));
  expect(codeOf(() => endOf(weekly, "2026-03-18", now))).toBe("rota.ends");
  expect(codeOf(() => endOf(weekly, "2026-03-02", new Date(0)))).toBe("rota.ends");
});

test("nobody adds themselves, and who is in it may change the order", () => {
  expect(codeOf(() => mustNotAddSelf(["ada", "gus"], "gus"))).toBe("on-call.self");
  expect(codeOf(() => mustNotAddSelf(["ada", "gus"], "ada", weekly.orders))).toBeUndefined();
});

test("a new order begins today or later, within the rota", () => {
  expect(codeOf(() => mustBeOrderDay(weekly, "2026-03-18", now))).toBeUndefined();
  expect(codeOf(() => mustBeOrderDay(weekly, "2026-03-17", now))).toBe("rota.order-day");
  expect(codeOf(() => mustBeOrderDay(weekly, "2026-03-01", new Date(0)))).toBe("rota.order-day");
  const ending = { ...weekly, endsAt: new Date("2026-03-25T08:00:00Z") };
  expect(codeOf(() => mustBeOrderDay(ending, "2026-03-25", now))).toBe("rota.order-day");
});

test("whom the order names that holds or is to come takes a shift over, and nobody of an older one", () => {
  const people = peopleNow(weekly, now);
  expect(people).toEqual(["ben", "eve", "fay"]);
  const own = (personId: string) =>
    codeOf(() => mustMayCover(people, { personId, setBy: personId, isLead: false }));
  expect(own("eve")).toBeUndefined();
  expect(own("ada")).toBe("rota.cover-others");
  const given = { personId: "gus", setBy: "eve" };
  expect(codeOf(() => mustMayCover(people, { ...given, isLead: false }))).toBe("rota.cover-others");
  expect(codeOf(() => mustMayCover(people, { ...given, isLead: true }))).toBeUndefined();
});

test("a cover is from now where the shift runs, until the shift ends or sooner, and ends after it begins", () => {
  const shift = shiftAt({ patterns: [weekly], singles: [] }, weekly, now);
  expect(shift).toMatchObject({ personId: "ben", from: new Date("2026-03-16T08:00:00Z") });
  const from = new Date("2026-03-16T08:00:00Z");
  expect(coverOf(shift, { from, until: undefined }, now)).toEqual({
    from: now,
    until: new Date("2026-03-23T08:00:00Z"),
  });
  expect(codeOf(() => coverOf(shift, { from, until: from }, now))).toBe("on-call.period");
  expect(codeOf(() => coverOf(undefined, { from, until: undefined }, now))).toBe("rota.no-shift");
});
