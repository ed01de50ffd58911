/**
 * The text of a letter for a colleague to complete: what the case knows is filled in, the rest stands
 * as a blank, [___ such as this ___], with which no message is sent.
 */
import { blank } from "../../core/letters/blank.ts";
import { type LetterName, letterTemplates } from "../../core/letters/letter-catalogue.ts";
import { letterVariables, type VariableName } from "../../core/letters/letter-variables.ts";
import { icuText } from "../../lib/icu-text.ts";
import { builtInWords, letterLanguage, policyWords } from "./letter-words.ts";
import {
  filled,
  inWords,
  type LetterFrame,
  type LetterValues,
  type WrittenLetter,
} from "./write-letter.ts";

/** Without greeting, way to answer and signature: these come when it is sent. */
export function readyText(
  frame: LetterFrame,
  name: LetterName,
  values: LetterValues = {},
): WrittenLetter {
  const language = letterLanguage(frame.policy, name, frame.language);
  const words = policyWords(frame.policy, name, language) ?? builtInWords(name, language);
  const known = inWords({ ...frame.values, ...values }, frame.timeZone, language);
  const all = { ...blanksOf(name, language), ...known };
  return {
    subject: icuText(words.subject, language, all),
    text: filled(words.paragraphs, language, all),
    language,
  };
}

function blanksOf(name: LetterName, language: string): Record<string, string | number> {
  const { needs, may } = letterTemplates[name];
  const asked: readonly VariableName[] = [...needs, ...may];
  return Object.fromEntries(asked.map((each) => [each, blankOf(each, language)]));
}

function blankOf(name: VariableName, language: string): string | number {
  const { type, blank: words } = letterVariables[name];
  if (name === "portal" || name === "promises") return "";
  if (type === "count") return 0;
  if (type === "choice") return "other";
  return blank(/^fr\b/.test(language) ? words.fr : words.en);
}
