/**
 * The text of a letter for a colleague to complete: what the case knows is filled in, the rest stands
 * as a blank, [___ such as this ___], with which no message is sent.
 */
import { blank } from "../../core/letters/blank.ts";
import { type LetterName, letterTemplates } from "../../core/letters/letter-catalogue.ts";
import { letterVariables, type VariableName } from "../../core/letters/letter-variables.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { spokenIn, type Text } from "../../core/policy/text.ts";
import { icuText } from "../../lib/icu-text.ts";
import { builtInWords, letterLanguage, policyWords, spaced } from "./letter-words.ts";
import {
  filled,
  inWords,
  type LetterFrame,
  type LetterValues,
  ofHouse,
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
  const all = {
    ...blanksOf(name, language),
    ...known,
    ...ofHouse(frame.policy, values, language),
  };
  return {
    subject: icuText(words.subject, language, all),
    text: filled(words.paragraphs, language, all),
    language,
  };
}

/** The same of a ready explanation; in the party's language where it is said in that. */
export function readyExplanation(
  frame: LetterFrame & { readonly policy: Pick<Policy, "languages"> },
  words: Text,
  values: LetterValues = {},
): string {
  const [original = "en"] = frame.policy.languages;
  const tries = [frame.language, frame.language.split("-")[0] ?? "", original, "en"];
  const spoken =
    typeof words === "string"
      ? { words, language: original }
      : spokenIn(words, tries.find((each) => words[each] !== undefined) ?? original, original);
  const { language } = spoken;
  const known = inWords({ ...frame.values, ...values }, frame.timeZone, language);
  const all = {
    ...blanksFor(Object.keys(letterVariables) as VariableName[], language),
    ...known,
    ...ofHouse(frame.policy, values, language),
  };
  return icuText(spaced(spoken.words, language), language, all).trim();
}

function blanksOf(name: LetterName, language: string): Record<string, string | number> {
  const { needs, may } = letterTemplates[name];
  return blanksFor([...needs, ...may], language);
}

function blanksFor(names: readonly VariableName[], language: string) {
  return Object.fromEntries(names.map((each) => [each, blankOf(each, language)]));
}

function blankOf(name: VariableName, language: string): string | number {
  const { type, blank: words } = letterVariables[name];
  if (name === "portal" || name === "promises") return "";
  if (type === "count") return 0;
  if (type === "choice") return "other";
  return blank(/^fr\b/.test(language) ? words.fr : words.en);
}
