import fc from "fast-check";
import { expect, test } from "vitest";
import { wordsOf } from "../search/words.ts";
import { labelLettersMax, labelOf, labelsAfter, labelsMax, searchWordOf } from "./labels.ts";

test("a label is one word, however it is typed", () => {
  expect(labelOf(" Zero day, switch ")).toBe("zero-day-switch");
  expect(labelOf("Année-2026")).toBe("année-2026");
});

test.each(["", " - ", "!!!", "a".repeat(labelLettersMax + 1)])("%j is no label", (text) => {
  expect(() => labelOf(text)).toThrow(expect.objectContaining({ code: "label.unreadable" }));
});

test("a label is put on once, and taken off again", () => {
  const one = labelsAfter([], { add: "b" });
  const two = labelsAfter(one, { add: "a" });
  expect(two).toEqual(["a", "b"]);
  expect(labelsAfter(two, { add: "a" })).toBe(two);
  expect(labelsAfter(two, { remove: "b" })).toEqual(["a"]);
  expect(labelsAfter(two, { remove: "c" })).toBe(two);
});

test("a case has no more labels than tell something", () => {
  const full = Array.from({ length: labelsMax }, (_, index) => `label-${index}`);
  expect(() => labelsAfter(full, { add: "more" })).toThrow(
    expect.objectContaining({ code: "label.too-many" }),
  );
});

test("whatever is a label is found as a whole by the index of words", () => {
  const words = fc.array(fc.constantFrom("zero", "day", "ünïcode", "2026", "スイッチ"), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(words, (parts) => {
      const label = labelOf(parts.join(" "));
      expect(labelOf(label)).toBe(label);
      const whole = wordsOf(searchWordOf(label))[0] ?? "";
      expect(whole.startsWith("label:")).toBe(true);
    }),
  );
});
