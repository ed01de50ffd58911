/** Every event is in one part of the history at least. */
import { expect, test } from "vitest";
import { timelinePartOf, timelineParts, wordsOfPart } from "./timeline-part.ts";

const partsOf = (type: string) =>
  timelineParts.filter((part) => {
    const { words, except } = wordsOfPart(part);
    return words.includes(type.split(".")[0] ?? "") !== except;
  });

test("an event is a letter, a promise, or else a deed; a question is both of the first", () => {
  expect(partsOf("message.sent")).toEqual(["letters"]);
  expect(partsOf("clock.overdue")).toEqual(["promises"]);
  expect(partsOf("case.assigned")).toEqual(["deeds"]);
  expect(partsOf("question.asked")).toEqual(["letters", "promises"]);
  expect(partsOf("something.new")).toEqual(["deeds"]);
  expect([timelinePartOf("letters"), timelinePartOf("words")]).toEqual(["letters", undefined]);
});
