import { expect, test } from "vitest";
import { lengthFor, wordingOf } from "./promise-terms.ts";
import { inLanguage } from "./text.ts";

const within = { days: 14 };

test("only a number of the text or of an agreement is spoken of as promised", () => {
  expect(wordingOf({ basis: "text", within, showTarget: false })).toBe("promised");
  expect(wordingOf({ basis: "agreed", within: "agreed", showTarget: false })).toBe("promised");
  expect(wordingOf({ basis: "rule", within, showTarget: true })).toBe("unsaid");
  expect(wordingOf({ basis: "target", within, showTarget: false })).toBe("unsaid");
});

test("a target is at most an aim, and what has no number is not spoken of", () => {
  expect(wordingOf({ basis: "target", within, showTarget: true })).toBe("aimed-at");
  expect(wordingOf({ basis: "target", within: "none", showTarget: true })).toBe("unsaid");
});

test("a severity band may have a length of its own", () => {
  const terms = { within, bySeverity: { critical: { days: 7 } } };
  expect(lengthFor(terms, "critical")).toEqual({ days: 7 });
  expect(lengthFor(terms, "low")).toBe(within);
  expect(lengthFor(terms)).toBe(within);
});

test("a text is read in the reader's language, else in its first", () => {
  expect(inLanguage({ en: "Report", fr: "Rapport" }, "fr")).toBe("Rapport");
  expect(inLanguage({ en: "Report", fr: "Rapport" }, "de")).toBe("Report");
  expect(inLanguage("Report", "fr")).toBe("Report");
});
