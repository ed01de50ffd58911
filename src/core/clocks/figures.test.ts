import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  figuresPeriods,
  mayReplace,
  outcomeAt,
  type PromiseFact,
  publicPromises,
  Tally,
} from "./figures.ts";
import { promiseOf } from "./promises.ts";

const zone = "Europe/Paris";
const day = (count: number) => new Date(Date.UTC(2026, 0, 1) + count * 86_400_000);
const fact = (days: Partial<Record<keyof PromiseFact, number>>): PromiseFact => ({
  startedAt: day(days.startedAt ?? 0),
  dueAt: at(days.dueAt),
  pausedAt: at(days.pausedAt),
  metAt: at(days.metAt),
  stoppedAt: at(days.stoppedAt),
});
const at = (count: number | undefined) => (count === undefined ? null : day(count));

/** A promise of the year as it can really be: what happens to it happens after it began. */
const anyFact: fc.Arbitrary<PromiseFact> = fc
  .record({
    begin: fc.double({ min: 0, max: 364, noNaN: true }),
    due: fc.option(fc.double({ min: 0, max: 60, noNaN: true })),
    ends: fc.constantFrom("met", "stopped", "paused", "runs"),
    after: fc.double({ min: 0, max: 120, noNaN: true }),
  })
  .map(({ begin, due, ends, after }) => {
    const end = begin + after;
    return fact({
      startedAt: begin,
      ...(due === null ? {} : { dueAt: begin + due }),
      ...(ends === "met" ? { metAt: end } : {}),
      ...(ends === "stopped" ? { stoppedAt: end } : {}),
      ...(ends === "paused" ? { pausedAt: end } : {}),
    });
  });

const tallied = (facts: readonly PromiseFact[], asOf: Date, shownAsOf: Date | null = null) => {
  const tally = new Tally(asOf, shownAsOf);
  for (const each of facts) tally.add(each);
  return tally;
};

describe("what a promise counts as", () => {
  test.each([
    ["kept in time", { dueAt: 3, metAt: 3 }, "kept"],
    ["kept without a number", { metAt: 300 }, "kept"],
    ["kept late", { dueAt: 3, metAt: 4 }, "late"],
    ["overdue", { dueAt: 3 }, "broken"],
    ["overdue when its case closed", { dueAt: 3, stoppedAt: 5 }, "broken"],
    ["ended before it was due", { dueAt: 9, stoppedAt: 5 }, "fell-away"],
    ["ended without a number", { stoppedAt: 5 }, "fell-away"],
    ["not due yet", { dueAt: 400 }, "open"],
    ["owed without a number", {}, "open"],
    ["standing still since before it was due", { dueAt: 3, pausedAt: 2 }, "open"],
    ["ended while it stood still in time", { dueAt: 3, pausedAt: 2, stoppedAt: 5 }, "fell-away"],
    ["ended while it stood still too late", { dueAt: 3, pausedAt: 4, stoppedAt: 5 }, "broken"],
    ["standing still too late", { dueAt: 3, pausedAt: 4 }, "broken"],
  ] as const)("%s", (_, days, outcome) => {
    expect(outcomeAt(fact(days), day(365))).toBe(outcome);
  });

  test("what was done before it was owed took no time, and never less", () => {
    const early = Array.from({ length: 5 }, () => fact({ startedAt: 9, dueAt: 12, metAt: 3 }));
    expect(tallied(early, day(20)).counts(5)).toMatchObject({ kept: 5, medianHours: 0 });
  });

  test("a date that had passed when it was moved counts, whatever the later one was", () => {
    const moved = { dueAt: day(30), missedAt: day(3) };
    expect(outcomeAt({ ...fact({}), ...moved }, day(10))).toBe("broken");
    expect(outcomeAt({ ...fact({ metAt: 20 }), ...moved }, day(25))).toBe("late");
    expect(outcomeAt({ ...fact({ stoppedAt: 20 }), ...moved }, day(25))).toBe("broken");
  });

  test("what happens after the last finished month is not counted yet", () => {
    const kept = fact({ startedAt: 10, dueAt: 40, metAt: 45 });
    expect(outcomeAt(kept, day(10))).toBeUndefined();
    expect(outcomeAt(kept, day(31))).toBe("open");
    expect(outcomeAt(kept, day(41))).toBe("broken");
    expect(outcomeAt(kept, day(59))).toBe("late");
  });

  test("a promise only ever moves forward, so that no later page undoes an earlier one", () => {
    const rank = { unborn: 0, open: 1, broken: 2, kept: 3, late: 3, "fell-away": 3 };
    const place = (each: PromiseFact, count: number) =>
      rank[outcomeAt(each, day(count)) ?? "unborn"];
    fc.assert(
      fc.property(anyFact, fc.nat(500), fc.nat(500), (each, first, later) => {
        expect(place(each, first + later)).toBeGreaterThanOrEqual(place(each, first));
      }),
    );
  });
});

describe("figures", () => {
  test("counts add up to what was owed", () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 60 }), fc.nat(400), (facts, count) => {
        const counts = tallied(facts, day(count)).counts(1);
        const begun = facts.filter(({ startedAt }) => startedAt < day(count)).length;
        const { owed, kept, late, broken, open, fellAway } = counts ?? nothing;
        expect(owed).toBe(begun);
        expect(kept + late + broken + open + fellAway).toBe(owed);
      }),
    );
  });

  test("the median lies between the fastest and the slowest, and half were no slower", () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 60 }), (facts) => {
        const counts = tallied(facts, day(600)).counts(1);
        const hours = facts.flatMap(({ startedAt, metAt }) =>
          metAt ? [(+metAt - +startedAt) / 3_600_000] : [],
        );
        if (hours.length === 0) {
          expect(counts?.medianHours ?? null).toBeNull();
          return;
        }
        const middle = counts?.medianHours ?? Number.NaN;
        expect(middle).toBeGreaterThanOrEqual(Math.floor(Math.min(...hours)));
        expect(middle).toBeLessThanOrEqual(Math.ceil(Math.max(...hours)));
        const noSlower = hours.filter((each) => each <= middle + 1).length;
        expect(noSlower * 2).toBeGreaterThanOrEqual(hours.length);
      }),
    );
  });

  test("of an even number the median lies between the middle two, to the whole hour", () => {
    const facts = [1, 2, 4, 9].map((days) => fact({ metAt: days }));
    expect(tallied(facts, day(600)).counts(4)?.medianHours).toBe(72);
  });

  test("nothing is shown under the minimum, and no median of fewer than the minimum", () => {
    fc.assert(
      fc.property(
        fc.array(anyFact, { maxLength: 20 }),
        fc.integer({ min: 1, max: 12 }),
        (facts, atLeast) => {
          const counts = tallied(facts, day(600)).counts(atLeast);
          expect(counts === null).toBe(facts.length < atLeast);
          if (!counts || counts.medianHours === null) return;
          expect(counts.kept + counts.late).toBeGreaterThanOrEqual(atLeast);
        },
      ),
    );
  });

  test("any two pages, however far apart, differ by at least the minimum of promises, or not at all", () => {
    fc.assert(
      fc.property(
        fc.array(anyFact, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 2, max: 8 }),
        (facts, atLeast) => {
          const shown = pagesOf(facts, atLeast);
          for (const earlier of shown) {
            for (const later of shown.filter((each) => each > earlier)) {
              const moved = facts.filter(
                (each) => outcomeAt(each, day(earlier)) !== outcomeAt(each, day(later)),
              );
              expect(moved.length).toBeGreaterThanOrEqual(atLeast);
            }
          }
        },
      ),
    );
  });

  test("a row that must be held back goes at once, also where only the minimum was raised", () => {
    const shown = { ...nothing, owed: 6, kept: 6 };
    expect(mayReplace(shown, null, 1, 5)).toBe(true);
    expect(mayReplace(shown, { ...shown, owed: 12 }, 6, 10)).toBe(true);
    expect(mayReplace(shown, { ...shown, owed: 7, kept: 7 }, 1, 5)).toBe(false);
  });
});

const nothing = { owed: 0, kept: 0, late: 0, broken: 0, open: 0, fellAway: 0, medianHours: null };

/** The month's ends (as days) of the editions that are ever shown, month after month. */
function pagesOf(facts: readonly PromiseFact[], atLeast: number): number[] {
  const pages: number[] = [];
  for (let count = 30; count <= 510; count += 30) {
    const last = pages.at(-1);
    const tally = tallied(facts, day(count), last === undefined ? null : day(last));
    const shown = last === undefined ? null : tallied(facts, day(last)).counts(atLeast);
    const counts = tally.counts(atLeast);
    if (counts && mayReplace(shown, counts, tally.changed, atLeast)) pages.push(count);
  }
  return pages;
}

describe("the period", () => {
  test("is of whole finished months in the policy's zone", () => {
    const [year, before] = figuresPeriods(new Date("2026-10-31T22:59:59Z"), zone);
    expect(year).toEqual({
      year: 2026,
      from: new Date("2025-12-31T23:00:00Z"),
      to: new Date("2026-12-31T23:00:00Z"),
      asOf: new Date("2026-09-30T22:00:00Z"),
    });
    expect(before).toMatchObject({ year: 2025, asOf: year.asOf });
    const [next] = figuresPeriods(new Date("2026-10-31T23:00:00Z"), zone);
    expect(next.asOf).toEqual(new Date("2026-10-31T23:00:00Z"));
  });

  test("of January is the year before: no month of the new one has ended", () => {
    const [year] = figuresPeriods(new Date("2027-01-20T12:00:00Z"), zone);
    expect([year.year, year.asOf]).toEqual([2026, new Date("2026-12-31T23:00:00Z")]);
  });
});

test("nothing is published of authorities, of our own house, or of what others owe us", () => {
  const towards = new Set(publicPromises.map((id) => promiseOf(id).to));
  expect([...towards].toSorted()).toEqual([
    "appellant",
    "coordinator",
    "party",
    "public",
    "reporter",
  ]);
  expect(publicPromises).not.toContain("waiting-for-reporter");
  expect(publicPromises).not.toContain("security-txt-expiry");
});
