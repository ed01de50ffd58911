import fc from "fast-check";
import { expect, test } from "vitest";
import { placeToPrint } from "./credit.ts";

const mark = "[Reporter A]";
const refused = (code: string) => expect.objectContaining({ code });

test("[VEN-28] words to print are found where their author wrote them, also beside what we call them", () => {
  const text = `Thank ${mark} of Reporter Works, as ${mark}, Reporter Works.`;
  expect(text.slice(placeToPrint(text, "Reporter Works", mark))).toMatch(/^Reporter Works, as/);
  expect(() => placeToPrint(text, "Reporter A", mark)).toThrow(refused("credit.pseudonym"));
  expect(() => placeToPrint(text, `Thank ${mark}`, mark)).toThrow(refused("credit.pseudonym"));
  expect(() => placeToPrint(text, "reporter works", mark)).toThrow(refused("credit.not-said"));
});

test("[VEN-28] whatever a message holds, no word of ours for its author is printed", () => {
  const part = fc.constantFrom(mark, "Reporter", " A", "[", "]", "x", " ");
  const parts = fc.array(part, { maxLength: 9 }).map((all) => all.join(""));
  fc.assert(
    fc.property(parts, fc.nat(20), fc.integer({ min: 1, max: 15 }), (text, from, letters) => {
      const words = text.slice(from, from + letters);
      fc.pre(words !== "");
      let place: number;
      try {
        place = placeToPrint(text, words, mark);
      } catch (error) {
        expect(error).toMatchObject({ code: "credit.pseudonym" });
        return;
      }
      expect(text.slice(place, place + words.length)).toBe(words);
      expect(words).not.toContain(mark);
      expect([...text.matchAll(/\[Reporter A\]/g)].map(({ index }) => index)).not.toContain(place);
    }),
  );
});
