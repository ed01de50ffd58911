import fc from "fast-check";
import { expect, test } from "vitest";
import { wordsMax, wordsOf } from "./words.ts";

test("references are found whole and by their parts, accents and case apart", () => {
  expect(wordsOf("Voir CVE-2026-12345 et VU#123456, déjà signalé")).toEqual(
    expect.arrayContaining(["cve-2026-12345", "12345", "vu#123456", "123456", "deja", "signale"]),
  );
});

test("any text gives a bounded list of normal words that find themselves again", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 2_000 }), async (text) => {
      const words = wordsOf(text);
      expect(words.length).toBeLessThanOrEqual(wordsMax);
      for (const word of words) expect(wordsOf(word)).toContain(word);
    }),
  );
});
