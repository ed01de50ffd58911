import fc from "fast-check";
import { expect, test } from "vitest";
import { likeliest, type SharedMark, type SharedWords } from "./similar.ts";

const aCase = fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
const someWords = fc.uniqueArray(
  fc.record<SharedWords>({ caseId: aCase, words: fc.nat(30), weight: fc.nat(20_000) }),
  { selector: ({ caseId }) => caseId },
);
const someMarks = fc.array(
  fc.record<SharedMark>({
    caseId: aCase,
    mark: fc.constantFrom("cve", "cwe", "product", "reporter"),
  }),
);

test("the same CVE id comes before any number of words in common", () => {
  const words = [{ caseId: "b", words: 12, weight: 4_000 }];
  const found = likeliest(words, [{ caseId: "a", mark: "cve" }]);
  expect(found.map(({ caseId }) => caseId)).toEqual(["a", "b"]);
});

test("a product or a kind of weakness in common proposes nothing by itself, and a few words neither", () => {
  const marks = [
    { caseId: "a", mark: "product" },
    { caseId: "a", mark: "cwe" },
  ] as const;
  expect(likeliest([{ caseId: "b", words: 2, weight: 9_000 }], marks)).toEqual([]);
});

test("the same reporter proposes nothing alone, and does with a product in common", () => {
  const reporter = { caseId: "a", mark: "reporter" } as const;
  expect(likeliest([], [reporter])).toEqual([]);
  const product = { caseId: "a", mark: "product" } as const;
  expect(likeliest([], [reporter, product])).toEqual([
    { caseId: "a", words: 0, marks: ["product", "reporter"] },
  ]);
});

test("whatever is shared, at most eight cases are proposed, each once and for a reason", () => {
  fc.assert(
    fc.property(someWords, someMarks, (words, marks) => {
      const found = likeliest(words, marks);
      expect(found.length).toBeLessThanOrEqual(8);
      expect(new Set(found.map(({ caseId }) => caseId)).size).toBe(found.length);
      for (const each of found) expect(each.words >= 3 || each.marks.length > 0).toBe(true);
    }),
  );
});
