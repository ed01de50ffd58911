import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { caseKinds } from "../cases/case-facts.ts";
import { parseSearch, type SearchTerms, searchOperators, searchText } from "./query.ts";

const aName = fc
  .array(fc.constantFrom("Omni", "Gate", "9000", "größe", "a:b", "Ω"), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) => parts.join(" "));
const aDay = fc
  .date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const someTerms = fc.record(
  {
    after: aDay,
    before: aDay,
    cve: fc.constantFrom("CVE-2026-1234", "CVE-1999-00012345"),
    due: fc.constantFrom("overdue", "day", "week", "none"),
    entity: fc.oneof(fc.constant("none"), aName),
    is: fc.constantFrom("open", "closed"),
    kind: fc.constantFrom(...caseKinds),
    label: fc.constantFrom("zero-day", "größe"),
    owner: fc.oneof(fc.constantFrom("me", "nobody"), aName),
    party: fc.oneof(fc.constant("Reporter B"), aName),
    product: aName,
    reporter: aName,
    severity: fc.constantFrom("high", "none"),
    stage: fc.constantFrom("received", "analysis"),
    waiting: fc.constantFrom("us", "reporter"),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<SearchTerms>;

const someWords = fc
  .array(fc.constantFrom("gateway", "VU#123456", "http://x.example/a", "überlauf", "CVE-2026-1"), {
    maxLength: 4,
  })
  .map((words) => words.join(" "));

describe("the search box", () => {
  test("a query that is written out is read as the same query", () => {
    fc.assert(
      fc.property(someWords, someTerms, (words, terms) => {
        const text = searchText({ words, terms });
        expect(parseSearch(text)).toEqual({ words, terms, problems: [] });
        expect(searchText(parseSearch(text))).toBe(text);
      }),
    );
  });

  test("any text is read: what is no operator stays a word, in its order", () => {
    const aPiece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(...searchOperators.map((each) => `${each}:`), '"', " ", "\t"),
    );
    fc.assert(
      fc.property(fc.array(aPiece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join("");
        const { words, terms } = parseSearch(text);
        // Nothing is made up: each word was typed, and reading again finds no operator more.
        for (const word of words.split(" ")) expect(text).toContain(word);
        expect(parseSearch(searchText({ words, terms })).terms).toEqual(terms);
      }),
    );
  });

  test("a text without an operator is its words alone", () => {
    for (const text of [
      "gateway restart",
      "http://x.example",
      "VU#123456",
      "preowner:me",
      "a: b",
    ]) {
      expect(parseSearch(text)).toEqual({ words: text, terms: {}, problems: [] });
    }
  });

  test("a value that means nothing is named with what it takes, and the rest still counts", () => {
    const { words, terms, problems } = parseSearch(
      "before:2026-02-30 Kind:Question cve:12 after:soon owner: crash",
    );
    expect({ words, terms }).toEqual({ words: "crash", terms: { kind: "question" } });
    expect(problems.map(({ operator, value }) => [operator, value])).toEqual([
      ["before", "2026-02-30"],
      ["cve", "12"],
      ["after", "soon"],
      ["owner", ""],
    ]);
    for (const { takes } of problems) expect(takes).toMatch(/^It takes .+\.$/);
  });

  test("the last of an operator counts, and quotes hold blanks together", () => {
    expect(parseSearch('is:open is:closed product:"OmniGate 9000" x').terms).toEqual({
      is: "closed",
      product: "OmniGate 9000",
    });
    expect(parseSearch('product:"OmniGate 9000').terms).toEqual({ product: "OmniGate 9000" });
    expect(parseSearch("before:2024-02-29 after:1900-02-29").terms).toEqual({
      before: "2024-02-29",
    });
  });
});
