/**
 * The words of a letter in a language: those of the policy where it has some, else Parley's own. What
 * no text says in the language asked for is said in the policy's first one, or in English.
 */
import {
  type LetterName,
  type LetterPartName,
  letterParts,
  letterTemplates,
} from "../../core/letters/letter-catalogue.ts";
import { type LetterLanguage, letterLanguages } from "../../core/letters/letter-language.ts";
import { splitText } from "../../core/letters/split-text.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { Text } from "../../core/policy/text.ts";

export type LetterPolicy = Pick<Policy, "languages" | "letters" | "embargo" | "roles">;

export interface LetterWords {
  readonly language: string;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly own: boolean;
}

/** The policy's words in that very language; undefined where it leaves the letter to Parley. */
export function policyWords(
  policy: LetterPolicy,
  name: LetterName,
  language: string,
): LetterWords | undefined {
  const text = saidIn(policy.letters[name], policy, language);
  if (text === undefined) return undefined;
  const { subject, paragraphs } = splitText(text);
  const known = letterTemplates[name].subject[nearestLanguage(language)];
  return {
    language,
    subject: subject ?? known,
    paragraphs: paragraphs.map((each) => spaced(each, language)),
    own: true,
  };
}

/** Parley's own words, in the language asked for or in English. */
export function builtInWords(name: LetterName, language: string): LetterWords {
  const spoken = nearestLanguage(language);
  const { subject, text } = letterTemplates[name];
  return {
    language: spoken,
    subject: spaced(subject[spoken], spoken),
    paragraphs: text[spoken].map((each) => spaced(each, spoken)),
    own: false,
  };
}

/** In which language a letter is written to somebody who reads `wanted`. */
export function letterLanguage(policy: LetterPolicy, name: LetterName, wanted: string): string {
  const tries = [wanted, wanted.split("-")[0] ?? wanted, policy.languages[0] ?? "en"];
  const found = tries.find(
    (language) =>
      saidIn(policy.letters[name], policy, language) !== undefined || builtInLanguage(language),
  );
  return found ?? "en";
}

export function partWords(
  policy: LetterPolicy,
  name: LetterPartName,
  language: string,
): readonly string[] {
  const text = saidIn(policy.letters[name], policy, language);
  const paragraphs =
    text === undefined
      ? letterParts[name].text[nearestLanguage(language)]
      : splitText(text).paragraphs;
  return paragraphs.map((each) => spaced(each, language));
}

function saidIn(text: Text | undefined, policy: LetterPolicy, language: string) {
  if (text === undefined) return undefined;
  if (typeof text !== "string") return text[language];
  return language === policy.languages[0] ? text : undefined;
}

/** The language of Parley's own words that comes nearest. */
export function nearestLanguage(language: string): LetterLanguage {
  return builtInLanguage(language) ?? "en";
}

function builtInLanguage(language: string): LetterLanguage | undefined {
  const base = language.split("-")[0];
  return letterLanguages.find((each) => each === base);
}

/** French sets a narrow space that does not break before ; : ! ? and inside « ». */
export function spaced(text: string, language: string): string {
  if (!/^fr\b/.test(language)) return text;
  return text.replace(/ ([;:!?»])/g, "\u202f$1").replace(/« /g, "«\u202f");
}
