import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PromiseTerms } from "../policy/promise-terms.ts";
import { asksAgainAt } from "./may-ask.ts";
import { isMailed, newsOf } from "./news.ts";
import { newestOf, openConsent, type Said, type StatementWord } from "./statement.ts";

const day = (n: number) => new Date(Date.UTC(2026, 2, n));
const terms = (within: PromiseTerms["within"], more: Partial<PromiseTerms> = {}) =>
  ({ within, basis: "text", showTarget: false, ...more }) as PromiseTerms;

describe("asking how a report stands", () => {
  test("is free the first time", () => {
    expect(asksAgainAt(terms({ days: 30 }), undefined, day(1))).toBeUndefined();
  });

  test("comes again at the cadence of the policy, to the second", () => {
    const again = asksAgainAt(terms({ days: 7 }), day(1), day(7));
    expect(again).toEqual(day(8));
    expect(asksAgainAt(terms({ days: 7 }), day(1), day(8))).toBeUndefined();
    expect(asksAgainAt(terms({ workingDays: 5 }), day(1), day(2))).toEqual(day(8));
    expect(asksAgainAt(terms({ hours: 6 }), day(1), day(1))).toEqual(day(2));
  });

  test("comes every 14 days where the policy counts no length, or none that it tells", () => {
    const usual = day(15);
    expect(asksAgainAt(undefined, day(1), day(2))).toEqual(usual);
    expect(asksAgainAt(terms("none"), day(1), day(2))).toEqual(usual);
    expect(asksAgainAt(terms({ days: 3 }, { basis: "target" }), day(1), day(2))).toEqual(usual);
    const shown = terms({ days: 3 }, { basis: "target", showTarget: true });
    expect(asksAgainAt(shown, day(1), day(2))).toEqual(day(4));
  });
});

test("whatever the policy counts, asking waits at least a day and is free at the moment that was told", () => {
  const count = fc.integer({ min: 0, max: 400 });
  const length = fc.oneof(
    count.map((hours) => ({ hours })),
    count.map((days) => ({ days: Math.max(1, days) })),
    count.map((workingDays) => ({ workingDays: Math.max(1, workingDays) })),
    count.map((months) => ({ months: Math.max(1, months) })),
    fc.constantFrom("agreed" as const, "none" as const),
  );
  fc.assert(
    fc.property(length, fc.boolean(), (within, showTarget) => {
      const of = terms(within, { basis: "target", showTarget });
      const from = asksAgainAt(of, day(1), day(1));
      expect(+(from ?? 0)).toBeGreaterThanOrEqual(+day(2));
      expect(asksAgainAt(of, day(1), from ?? day(1))).toBeUndefined();
    }),
  );
});

describe("[VEN-11] the news that a party wants by mail", () => {
  test("is every change, unless it said otherwise", () => {
    for (const choice of [null, "every-change"] as const) {
      for (const letter of ["remedy-date", "relevancy", "closing"]) {
        expect(isMailed(choice, letter)).toBe(true);
      }
    }
  });

  test("can be results alone: steps on the way stay on the page", () => {
    expect(isMailed("results", "remedy-date")).toBe(false);
    expect(isMailed("results", "investigation")).toBe(false);
    for (const letter of ["relevancy", "conclusion", "publication", "transmission-proposal"]) {
      expect(isMailed("results", letter)).toBe(true);
    }
  });

  test("can be none but answers to its own word", () => {
    expect(isMailed("none", "conclusion")).toBe(false);
    expect(isMailed("none", "consent-to-publish")).toBe(true);
    expect(isMailed("none", "objection-answer")).toBe(true);
  });

  test("is read from what stands with the party", () => {
    expect(newsOf(null)).toBeNull();
    expect(newsOf(["status asked", "plan none"])).toBeNull();
    expect(newsOf(["plan none", "news results"])).toBe("results");
  });
});

describe("a wish to publish", () => {
  const said = (...words: StatementWord[]): Said[] =>
    words.map((word, at) => ({ kind: "consent", word, at: day(at + 1) }));

  test("waits until it is answered or taken back, and can be made anew", () => {
    expect(openConsent([])).toBeUndefined();
    expect(openConsent(said("asked"))).toMatchObject({ word: "asked" });
    for (const end of ["given", "refused", "withdrawn"] as const) {
      expect(openConsent(said("asked", end))).toBeUndefined();
      expect(openConsent(said("asked", end, "asked"))).toMatchObject({ at: day(3) });
    }
    expect(newestOf(said("asked", "given"), "plan")).toBeUndefined();
  });
});
