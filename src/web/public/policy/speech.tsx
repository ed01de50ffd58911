/**
 * A policy spoken in one language: our words, the policy's words, numbers, dates. A text that the
 * policy lacks in this language is shown in its first one, and marked so for screen readers.
 */
import { countOf, type Length } from "../../../core/clocks/length.ts";
import { type PromiseId, promiseOf } from "../../../core/clocks/promises.ts";
import type { Policy } from "../../../core/policy/policy.ts";
import { wordingOf } from "../../../core/policy/promise-terms.ts";
import { inLanguage, isSaid, spokenIn, type Text } from "../../../core/policy/text.ts";
import { bandWord } from "../../../core/severity/bands.ts";
import { When } from "../../../ui/when.tsx";
import type { Language } from "./policy-languages.ts";
import { type ChoiceWords, englishSettings, type SettingWords } from "./setting-words-en.ts";
import { frenchSettings } from "./setting-words-fr.ts";
import { english, type PolicyWords } from "./words-en.ts";
import { french } from "./words-fr.ts";

export type Speech = {
  readonly language: Language;
  /** The first language of the policy: that of a text which names none. */
  readonly original: string;
  readonly words: PolicyWords;
  readonly settings: SettingWords;
};

const wordsOf: Readonly<Record<Language, PolicyWords>> = { en: english, fr: french };
const settingsOf = { en: englishSettings, fr: frenchSettings } as const;

export function speechOf(policy: Pick<Policy, "languages">, language: Language): Speech {
  return {
    language,
    original: policy.languages[0] ?? "en",
    words: wordsOf[language],
    settings: settingsOf[language],
  };
}

export type Spoken = { readonly policy: Policy; readonly speech: Speech };

/** A text of the policy; in another language than the page's it says which. */
export function Said({ text, speech }: { text: Text; speech: Speech }) {
  const { words, language } = spokenIn(text, speech.language, speech.original);
  return language === speech.language ? words : <span lang={language}>{words}</span>;
}

/** A paragraph for each text; nothing for those that the policy leaves empty. */
export function Paragraphs({ texts, speech }: { texts: readonly Text[]; speech: Speech }) {
  return (
    <>
      {texts.filter(isSaid).map((text) => (
        <p key={keyOf(text)}>
          <Said text={text} speech={speech} />
        </p>
      ))}
    </>
  );
}

/** The texts as a list, numbered where their order matters. */
export function Listed(props: { texts: readonly Text[]; speech: Speech; ordered?: boolean }) {
  const texts = props.texts.filter(isSaid);
  if (texts.length === 0) return null;
  const items = texts.map((text) => (
    <li key={keyOf(text)}>
      <Said text={text} speech={props.speech} />
    </li>
  ));
  return props.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

export function keyOf(text: Text): string {
  return JSON.stringify(text);
}

/** "3 working days", "3 jours ouvrés". */
export function lengthIn(speech: Speech, length: Length): string {
  if (length === "agreed") return speech.settings.agreed;
  if (length === "none") return speech.settings.none;
  const { count, unit } = countOf(length);
  return speech.words.number.length(count, unit);
}

/** The sentences on a promise's number as far as they may be said outside; empty where none may. */
export function numbersIn({ policy, speech }: Spoken, promise: PromiseId): readonly string[] {
  const terms = policy.promises[promise];
  const wording = terms ? wordingOf(terms) : "unsaid";
  if (!terms || wording === "unsaid") return [];
  const { number } = speech.words;
  if (terms.within === "agreed") {
    return [promiseOf(promise).to === "reporter" ? number.agreedWithYou : number.agreed];
  }
  const say = wording === "promised" ? number.promised : number.aimed;
  const within = lengthIn(speech, terms.within);
  const bands = policy.scoring.bands.flatMap((band) => {
    const length = terms.bySeverity[band.name];
    const word = bandWord(band, speech.language);
    return length ? [number.band(word, lengthIn(speech, length))] : [];
  });
  // The policy's own words may hold their number: it is not said twice.
  const says = wording === "promised" ? inLanguage(terms.says ?? "", speech.language) : "";
  return says.includes(within) ? bands : [say(within), ...bands];
}

/** "a, b and c" in the page's language. */
export function listIn(
  speech: Speech,
  items: readonly string[],
  type: "and" | "or" = "and",
): string {
  const format = new Intl.ListFormat(speech.words.locale, {
    type: type === "and" ? "conjunction" : "disjunction",
  });
  return format.format(items);
}

/** Names of languages, "English or French". */
export function languagesIn(speech: Speech, tags: readonly string[], type: "and" | "or"): string {
  const names = new Intl.DisplayNames(speech.language, { type: "language" });
  return listIn(
    speech,
    tags.map((tag) => names.of(tag) ?? tag),
    type,
  );
}

/** The word of a setting whose values are ours. */
export function choiceIn<Setting extends keyof ChoiceWords>(
  speech: Speech,
  setting: Setting,
  value: keyof ChoiceWords[Setting] & string,
): string {
  return speech.settings.choices[setting][value] as string;
}

/** A score with one decimal: "9.0", "9,0". */
export function scoreIn(speech: Speech, score: number): string {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(speech.language, digits).format(score);
}

/** An instant of the policy as a date with its zone. */
export function Day(props: { at: Date; policy: Policy; speech: Speech }) {
  const { zone } = props.policy.channels.officeHours;
  return <When at={props.at} precision="day" zone={zone} language={props.speech.words.locale} />;
}
