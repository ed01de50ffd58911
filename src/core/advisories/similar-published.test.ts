import fc from "fast-check";
import { expect, test } from "vitest";
import { type PublishedItem, similarTo } from "./similar-published.ts";

const items: readonly PublishedItem[] = [
  {
    number: "EX-SA-2026-0001",
    title: "OmniGate: a crafted packet restarts the gateway",
    words: "OmniGate 9000 CVE-2026-1234",
  },
  {
    number: "EX-SA-2026-0002",
    title: "OmniGate: stored script in the log view",
    words: "OmniGate 9000",
  },
  { number: "EX-SA-2026-0003", title: "SwitchMaster: default password", words: "SwitchMaster 4" },
];
const numbers = (typed: string) => similarTo(items, typed).map(({ number }) => number.slice(-1));

test("what was published of the same thing is found, the likeliest first", () => {
  expect(numbers("OmniGate 9000\nThe gateway restarts when a packet comes.")).toEqual(["1", "2"]);
  expect(numbers("SwitchMaster has a default password")).toEqual(["3"]);
});

test("an identifier alone is enough, a single word is not", () => {
  expect(numbers("cve-2026-1234")).toEqual(["1"]);
  expect(numbers("EX-SA-2026-0003")).toEqual(["3"]);
  expect(numbers("packet")).toEqual([]);
  expect(numbers("A security vulnerability with your product version")).toEqual([]);
});

test("whatever is typed, at most five of what is published come back", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (typed) => {
      const found = similarTo(items, typed);
      expect(found.length).toBeLessThanOrEqual(5);
      expect(items).toEqual(expect.arrayContaining(found));
    }),
  );
});
