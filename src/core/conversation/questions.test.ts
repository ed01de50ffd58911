import fc from "fast-check";
import { expect, test } from "vitest";
import { askedIn, questionsIn, withoutQuestions, withQuestions } from "./questions.ts";

const refused = (code: string) => expect.objectContaining({ code });

test("one question a line, without the numbers and dashes that people type before them", () => {
  const typed = "1. Which version?\n\n2) Which setting?\n - Is 2.4 affected?\n10.0 or later?";
  expect(questionsIn(typed)).toEqual([
    "Which version?",
    "Which setting?",
    "Is 2.4 affected?",
    "10.0 or later?",
  ]);
});

test("more than twenty questions, or one of a page's length, are refused in words", () => {
  expect(() => questionsIn("What?\n".repeat(21))).toThrow(refused("questions.many"));
  expect(() => questionsIn("w".repeat(1_001))).toThrow(refused("questions.long"));
});

test("whatever is asked stands numbered in the letter, each question once and in its order", () => {
  const line = fc.stringMatching(/^[a-z]{3,20}\?$/);
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), (questions) => {
      const letter = withQuestions("Hello.", questionsIn(questions.join("\n")));
      const lines = letter.split("\n").slice(2);
      expect(lines).toEqual(questions.map((each, index) => `${index + 1}. ${each}`));
      expect(withoutQuestions(letter, questions)).toBe("Hello.");
    }),
  );
});

const asking = { messageId: "m", questions: ["Which version?", "Which setting?"] };
const answer = { messageId: "n", answered: { messageId: "m", number: 1 } };

test("a question is open until an answer to it came", () => {
  const open = (thread: readonly (typeof answer)[]) =>
    askedIn(asking, thread, []).map(({ isOpen }) => isOpen);
  expect(open([])).toEqual([true, true]);
  expect(open([answer])).toEqual([false, true]);
});

test("a colleague's last word on a question counts over what came", () => {
  const mark = (number: number, state: "open" | "answered") => ({ messageId: "m", number, state });
  const marks = [mark(2, "answered"), mark(1, "open")];
  expect(askedIn(asking, [answer], marks).map(({ isOpen }) => isOpen)).toEqual([true, false]);
});
