import { expect, test } from "vitest";
import { plainAnswerIn } from "./plain-answer.ts";

test.each([
  ["AGREE", "yes"],
  ["\n  Agree.\n\n> may we answer you in the same way", "yes"],
  ["ACCORD", "yes"],
  ["D’accord", "yes"],
  ["No.\nI will send a key.", "no"],
  ["Non", "no"],
  ["I agree that the parser is at fault.", undefined],
  ["The parser overflows.\nAGREE", undefined],
  ["> AGREE", undefined],
  ["", undefined],
])("%j is read as %s", (text, said) => {
  expect(plainAnswerIn(text)).toBe(said);
});
