/**
 * Writes letters from their templates: greeting, paragraphs, signature, in one language. Never leaves
 * a variable open; what a policy's words cannot say for want of a value is said in Parley's own.
 */
import {
  type ConfidentialityEnd,
  confidentialUntil,
  endsMet,
} from "../../core/letters/confidentiality.ts";
import {
  type LetterName,
  type LetterPartName,
  letterTemplates,
} from "../../core/letters/letter-catalogue.ts";
import {
  letterVariable,
  letterVariables,
  type VariableName,
} from "../../core/letters/letter-variables.ts";
import { type IcuValues, icuText } from "../../lib/icu-text.ts";
import { letterDate } from "./letter-date.ts";
import {
  builtInWords,
  type LetterPolicy,
  type LetterWords,
  letterLanguage,
  nearestLanguage,
  partWords,
  policyWords,
} from "./letter-words.ts";

export type LetterValues = Readonly<Partial<Record<VariableName, string | number | Date>>>;

/** A date that was promised. */
export interface PromisedDate {
  readonly promise: string;
  readonly by: Date;
}

/** Who writes, to whom, about which case. */
export interface LetterFrame {
  readonly policy: LetterPolicy;
  /** What the party reads. */
  readonly language: string;
  readonly timeZone: string;
  readonly now: Date;
  readonly values: LetterValues;
  readonly promises: readonly PromisedDate[];
  /** Until when confidentiality is asked: what of it is true already of the matter, as far as it is known. */
  readonly met?: readonly ConfidentialityEnd[];
}

export interface WrittenLetter {
  /** Without the reference. */
  readonly subject: string;
  readonly text: string;
  /** In which it was written. */
  readonly language: string;
}

/** A whole letter. Throws where a value that it needs is missing. */
export function writeLetter(
  frame: LetterFrame,
  name: LetterName,
  values: LetterValues = {},
): WrittenLetter {
  const language = letterLanguage(frame.policy, name, frame.language);
  const own = policyWords(frame.policy, name, language);
  if (own) {
    try {
      return framed(frame, own, { ...frame.values, ...values }, name);
    } catch {
      // It asked for a value that this case does not have: the letter is owed all the same.
    }
  }
  return framed(frame, builtInWords(name, language), { ...frame.values, ...values }, name);
}

function framed(
  frame: LetterFrame,
  words: LetterWords,
  values: LetterValues,
  name: LetterName,
): WrittenLetter {
  const { language } = words;
  const known = {
    ...inWords(values, frame.timeZone, language),
    ...silent(name, values),
    ...ofHouse(frame.policy, values, language, frame.met),
  };
  const part = (which: LetterPartName, more: IcuValues = {}) =>
    filled(partWords(frame.policy, which, language), language, { ...known, ...more });
  const all = {
    ...known,
    portal: known.link === undefined ? "" : part("how-to-answer"),
    promises: promisesText(frame, language, part),
  };
  const text = filled(words.paragraphs, language, all);
  const begins = greets(text) ? [] : [part("greeting")];
  const signature = `-- \n${part("signature")}`;
  return {
    subject: icuText(words.subject, language, all),
    text: `${[...begins, text, signature].join("\n\n")}\n`,
    language,
  };
}

/** Paragraphs with an empty line between them; what came out empty is left out. */
export function filled(paragraphs: readonly string[], language: string, values: IcuValues): string {
  return paragraphs
    .map((each) => icuText(each, language, values).trim())
    .filter((each) => each !== "")
    .join("\n\n");
}

/** Dates in the language, all else as it is. */
export function inWords(
  values: LetterValues,
  timeZone: string,
  language: string,
): Record<string, string | number> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      value instanceof Date ? letterDate(value, timeZone, language) : asChoice(name, value),
    ]),
  );
}

/** A hyphen would end the word in an ICU message. */
function asChoice(name: string, value: string | number): string | number {
  const isChoice = letterVariable(name)?.type === "choice";
  return isChoice ? String(value).replaceAll("-", "_") : value;
}

/** What a letter may leave open says nothing where nothing is known: a date excepted. */
function silent(name: LetterName, values: LetterValues): Record<string, string> {
  const may: readonly VariableName[] = [...letterTemplates[name].may, "fingerprint"];
  const open = may.filter((each) => values[each] === undefined);
  return Object.fromEntries(
    open.flatMap((each) => {
      const { type } = letterVariables[each];
      if (type === "date" || type === "count") return [];
      return [[each, type === "passage" ? "" : type === "choice" ? "other" : "none"]];
    }),
  );
}

/** What the policy makes of the words, whichever letter they stand in. */
export function ofHouse(
  policy: LetterPolicy,
  values: LetterValues,
  language: string,
  known: readonly ConfidentialityEnd[] = [],
): Record<string, string> {
  const said = endsMet({
    published: values.publishedAt !== undefined || values.news === "published",
    remedied: values.remedies === "available" || values.remedies === "none",
  });
  const met = [...known, ...said];
  return {
    house: policy.roles.includes("vendor") ? "vendor" : "coordinator",
    confidentialUntil: confidentialUntil(policy, met, nearestLanguage(language)),
  };
}

function promisesText(
  { promises, now, timeZone }: LetterFrame,
  language: string,
  part: (which: LetterPartName, more?: IcuValues) => string,
): string {
  const ahead = promises
    .filter(({ by }) => by > now)
    .toSorted((a, b) => a.by.getTime() - b.by.getTime())
    .map(({ promise, by }) =>
      part("promise", {
        promise: asChoice("promise", promise),
        by: letterDate(by, timeZone, language),
      }),
    );
  return ahead.length === 0 ? "" : [part("what-next"), ...ahead].join("\n");
}

/** Whether somebody greeted already: nobody is greeted twice. */
function greets(text: string): boolean {
  return /^(?:hello|hi|dear|good (?:morning|day|afternoon|evening)|bonjour|bonsoir|madame|monsieur|cher|chère|guten|hallo|sehr geehrte|liebe|hola|ciao)\b/i.test(
    text,
  );
}
