/**
 * What a colleague notes as the translation of a report or of a party's message (VEN-19), and which of
 * them wait for one. Translates nothing.
 */
import { guessLanguage } from "../mail/guess-language.ts";
import type { Policy } from "../policy/policy.ts";
import { Refusal } from "../refusal.ts";
import { languageOf } from "../reports/languages.ts";

export const translationMeans = ["person", "machine"] as const;
export type TranslationMeans = (typeof translationMeans)[number];

export const translationMeansWords: Readonly<Record<TranslationMeans, string>> = {
  person: "A person",
  machine: "A machine",
};

/** What is kept of a translation. */
export interface Translation {
  readonly text: string;
  /** The language of the original: a BCP 47 code, or the words that were given where they have none. */
  readonly language: string;
  /** The code of the language that it was translated into. */
  readonly into: string;
  readonly means: TranslationMeans;
  /** Who translated, or which tool; empty where that is whoever noted it, or was not said. */
  readonly translator: string;
  /** When it was made; null where that is when it was noted. ISO 8601. */
  readonly madeAt: string | null;
}

export interface GivenTranslation extends Omit<Translation, "into" | "madeAt"> {
  readonly madeAt?: string | undefined;
}

/**
 * The translation as it is kept. Refuses with translation.when a moment that is to come, or that lies
 * before the original was written.
 */
export function translationOf(
  given: GivenTranslation,
  of: { readonly now: Date; readonly writtenAt: Date; readonly policy: Policy },
): Translation {
  const { text, means, translator } = given;
  const madeAt = given.madeAt === undefined ? null : new Date(given.madeAt);
  if (madeAt && (madeAt > of.now || madeAt < of.writtenAt)) throw new Refusal("translation.when");
  const language = languageOf(given.language) ?? given.language.trim();
  const guessed = languageOfWords(text);
  const into =
    guessed && guessed !== language ? guessed : (of.policy.channels.languagesPreferred[0] ?? "en");
  return { text, language, into, means, translator, madeAt: madeAt?.toISOString() ?? null };
}

/** So much of a text tells its language. */
const lettersRead = 2_000;

/** The language that a text is in, as its words tell; null where they do not. */
export function languageOfWords(text: string): string | null {
  return guessLanguage(text.slice(0, lettersRead));
}

/** Whether the team reads this language: English, or one that the policy prefers or accepts. */
export function isRead(language: string, { channels }: Pick<Policy, "channels">): boolean {
  const read = ["en", ...channels.languagesPreferred, ...channels.languagesAccepted];
  return read.some((each) => primary(each) === primary(language));
}

/** "fr" of "fr-CA". */
function primary(code: string): string {
  return code.split("-")[0]?.toLowerCase() ?? "";
}

/** What may stand as `lang` of a text: a code; undefined of words that name none. */
export function langOf(language: string | null): string | undefined {
  return (language && languageOf(language)) || undefined;
}
