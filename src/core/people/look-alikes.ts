/**
 * Keeps sign-in names apart that people cannot tell apart: letters of several scripts in one word,
 * and words that are written in another script only to look Latin (Unicode UTS 39, sections 4 and 5).
 */
import { wordsOf } from "../identity/fold.ts";
import { Refusal } from "../refusal.ts";

const scripts = [
  ["Latin", /\p{Script=Latin}/u],
  ["Greek", /\p{Script=Greek}/u],
  ["Cyrillic", /\p{Script=Cyrillic}/u],
  ["Armenian", /\p{Script=Armenian}/u],
  ["Hebrew", /\p{Script=Hebrew}/u],
  ["Arabic", /\p{Script=Arabic}/u],
  ["Devanagari", /\p{Script=Devanagari}/u],
  ["Thai", /\p{Script=Thai}/u],
  ["Georgian", /\p{Script=Georgian}/u],
  // Written together every day, so one script to us (UTS 39, "augmented script sets").
  [
    "East Asian",
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u,
  ],
] as const;

/** Letters of Cyrillic, Greek and Armenian that a reader takes for a Latin one (UTS 39 confusables). */
const looksLatin = /^[аеорсухіјѕһԁԛԝԍӏьοαυνικερτհոսցօ]+$/u;

/** Refuses such a name with person.look-alike. `name` in any form. */
export function checkLookAlikes(name: string): void {
  if (isLookAlike(name)) throw new Refusal("person.look-alike");
}

/** What nobody sees: marks and fillers that two names could differ by. */
const unseen = /[\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * Whether a word of the name mixes scripts, holds letters of a script that we cannot judge or none
 * that can be seen, or would be read as Latin although it is not.
 */
export function isLookAlike(name: string): boolean {
  if (unseen.test(name)) return true;
  const words = name
    .normalize("NFKC")
    .toLowerCase()
    .split(/[^\p{L}\p{M}]+/u);
  // An address is read as a whole: "аlice@vendor.example" has its one foreign letter in one word.
  const whole = new Set(words.flatMap(scriptsOf));
  return words.some((word) => word !== "" && looksLatin.test(word)) || whole.size > 1;
}

/**
 * Whether people would take one name for the other: the same letters once accents, case, look-alike
 * letters and what cannot be seen are gone. Points, hyphens and blanks keep words apart.
 */
export function isAlike(one: string, other: string): boolean {
  return skeletonOf(one) === skeletonOf(other);
}

function skeletonOf(name: string): string {
  return wordsOf(name)
    .map(({ folded }) => folded)
    .join(" ");
}

function scriptsOf(word: string): string[] {
  const letters = [...word].filter((each) => /\p{L}/u.test(each));
  return letters.map((letter) => scripts.find(([, of]) => of.test(letter))?.[0] ?? "other");
}
