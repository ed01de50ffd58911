/**
 * In which language a mail is written, by the small words that every text of a language is full of, or
 * by its script. A guess, and none where it is not clear: a short text says nothing.
 */

/** Words that are frequent in one of these languages and rare in the others. */
const smallWords: Readonly<Record<string, string>> = {
  en: "the and of to is that with this for you are not have from which be was an your we",
  fr: "le les des est une dans vous nous pour que qui pas avec sur votre au aux cette par je",
  de: "der die das und ist nicht ein eine mit ich sie wir auf für von den dem zu bei werden",
  es: "el los las una por con para es del se que su como más pero esta este al lo hay",
  it: "il gli che di una per con sono non della del nel alla questo questa è si più dei ho",
  nl: "het een van niet met voor op dat zijn wij ik deze naar kan wordt maar ook bij aan er",
  pt: "os uma não com para por em do da que se mais você este esta ao pelo dos das foi",
};

const listed: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(smallWords).map(([code, words]) => [code, new Set(words.split(" "))]),
);

const scripts: readonly (readonly [string, RegExp])[] = [
  ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ["ko", /\p{Script=Hangul}/u],
  ["zh", /\p{Script=Han}/u],
  ["ru", /\p{Script=Cyrillic}/u],
  ["el", /\p{Script=Greek}/u],
  ["he", /\p{Script=Hebrew}/u],
  ["ar", /\p{Script=Arabic}/u],
];

const lettersRead = 20_000;
/** Fewer small words than this prove nothing. */
const hitsMin = 3;

/** A BCP 47 code, or null. Quoted lines count as nothing: they are of whoever is answered. */
export function guessLanguage(text: string): string | null {
  const own = text.slice(0, lettersRead).replace(/^>.*$/gm, "");
  return byScript(own) ?? bySmallWords(own);
}

/** Where half of the letters are of one script that few languages use. */
function byScript(text: string): string | null {
  const letters = text.match(/\p{L}/gu) ?? [];
  if (letters.length < 8) return null;
  const found = scripts.find(([, script]) => letters.some((letter) => script.test(letter)));
  if (!found) return null;
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length;
  return latin * 2 < letters.length ? found[0] : null;
}

function bySmallWords(text: string): string | null {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const counts = [...listed]
    .map(([code, known]) => ({ code, hits: words.filter((word) => known.has(word)).length }))
    .toSorted((one, other) => other.hits - one.hits);
  const [first, second] = counts;
  if (!first || !second || first.hits < hitsMin) return null;
  // Code and names of other languages bring some words of them: only a clear lead counts.
  return first.hits >= second.hits * 2 ? first.code : null;
}
