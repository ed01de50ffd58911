import fc from "fast-check";
import { expect, test } from "vitest";
import { nearMiss } from "./near-miss.ts";

const words = ["rewards", "roles", "relevancy", "acknowledge-report", "fr"];

test.each([
  ["reward", "rewards"],
  ["rewadrs", "rewards"],
  ["Roles", "roles"],
  ["acknowledgeReport", "acknowledge-report"],
  ["aknowledge_reprot", "acknowledge-report"],
])("%s was meant to be %s", (typed, meant) => {
  expect(nearMiss(typed, words)).toBe(meant);
});

test.each(["prizes", "", "x", "acknowledge-receipt-of-money"])("nothing is near %j", (typed) => {
  expect(nearMiss(typed, words)).toBeUndefined();
});

test("a swap of neighbours is one slip, not two", () => {
  expect(nearMiss("abdc", ["abcd"])).toBe("abcd");
  expect(nearMiss("badc", ["abcd"])).toBeUndefined();
});

test("a word with one letter left out or put in is found again, and it is its own nearest", () => {
  const word = fc.stringMatching(/^[a-z]{5,20}$/);
  fc.assert(
    fc.property(word, fc.nat(19), fc.constantFrom("", "x"), (known, at, put) => {
      const cut = Math.min(at, known.length - 1);
      const typed = known.slice(0, cut) + put + known.slice(put ? cut : cut + 1);
      expect(nearMiss(typed, [known])).toBe(known);
      expect(nearMiss(known, [known])).toBe(known);
    }),
  );
});
