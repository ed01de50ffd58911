import fc from "fast-check";
import { expect, test } from "vitest";
import { type WordChange, wordChanges } from "./word-changes.ts";

const sentence = fc
  .array(fc.constantFrom("we", "tell", "you", "soon", "in", "3", "days.", "\n"), { maxLength: 12 })
  .map((words) => words.join(" "));

const join = (changes: readonly WordChange[], ...kinds: WordChange["kind"][]) =>
  changes
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ text }) => text)
    .join("");

test("what is kept and what is marked join to both texts", () => {
  fc.assert(
    fc.property(sentence, sentence, (before, after) => {
      const changes = wordChanges(before, after);
      expect(join(changes, "same", "deleted")).toBe(before);
      expect(join(changes, "same", "inserted")).toBe(after);
    }),
  );
});

test("only the words that differ are marked", () => {
  expect(wordChanges("We answer in 3 days.", "We answer in 5 days.")).toEqual([
    { kind: "same", text: "We answer in " },
    { kind: "deleted", text: "3" },
    { kind: "inserted", text: "5" },
    { kind: "same", text: " days." },
  ]);
  expect(wordChanges("Same words.", "Same words.")).toEqual([
    { kind: "same", text: "Same words." },
  ]);
});

test("texts of thousands of words are shown whole beside each other", () => {
  const long = "word ".repeat(2000);
  expect(wordChanges(long, `${long}more`).map(({ kind }) => kind)).toEqual(["deleted", "inserted"]);
});
