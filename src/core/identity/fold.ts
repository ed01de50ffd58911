/**
 * Cuts a text into words that compare equal however a name was written: compatible forms, case,
 * diacritics, invisible marks and look-alike letters are made the same. Never changes the text.
 */

/** One word, folded, and where it stands in the text that was read. */
export interface Word {
  readonly folded: string;
  readonly start: number;
  readonly end: number;
  /** Written with a capital first letter, as names are. */
  readonly capital: boolean;
}

/** Letters that no decomposition takes apart, and what people write instead of them. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  ħ: "h",
  ŧ: "t",
  ŋ: "n",
  ſ: "s",
  ς: "σ",
};

/** Letters of other scripts that look like Latin ones: “Аnn” with a Cyrillic А hides no “Ann”. */
const lookAlikes: Readonly<Record<string, string>> = {
  ...{ а: "a", в: "b", е: "e", к: "k", м: "m", н: "h", о: "o", р: "p", с: "c", т: "t", у: "y" },
  ...{ х: "x", і: "i", ј: "j", ѕ: "s", ԁ: "d", ո: "n", һ: "h", ԛ: "q", ԝ: "w", ɡ: "g", ɑ: "a" },
  ...{ α: "a", β: "b", ε: "e", ι: "i", κ: "k", ν: "v", ο: "o", ρ: "p", τ: "t", υ: "u", χ: "x" },
};

const letterOrDigit = /[\p{L}\p{N}]/u;
/** Scripts that put no space between words: each letter is a word of its own. */
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const invisible = /[\p{Cf}\p{M}]/u;
const upper = /[\p{Lu}\p{Lt}]/u;

/** What becomes of one letter; "" where it is a mark that counts for nothing. */
function foldLetter(letter: string): string | undefined {
  if (invisible.test(letter)) return "";
  const plain = letter.normalize("NFKC").toLowerCase().normalize("NFD");
  let folded = "";
  for (const each of plain) {
    const same = plainLetters[each] ?? lookAlikes[each] ?? each;
    if (letterOrDigit.test(same)) folded += same;
  }
  return folded === "" ? undefined : folded;
}

const asciiFolds: readonly (string | undefined)[] = Array.from({ length: 128 }, (_, code) =>
  foldLetter(String.fromCharCode(code)),
);

const known = new Map<string, string | undefined>();

function foldOf(letter: string, code: number): string | undefined {
  if (code < 128) return asciiFolds[code];
  if (!known.has(letter)) {
    // A text made to fill the table empties it again.
    if (known.size > 20_000) known.clear();
    known.set(letter, foldLetter(letter));
  }
  return known.get(letter);
}

/** Every word of the text in order. Work is linear in its length. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let open: OpenWord | undefined;
  const close = () => {
    if (open) words.push({ ...open, folded: contracted(open.folded) });
    open = undefined;
  };
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at) ?? 0;
    const letter = code < 128 ? (text[at] ?? "") : String.fromCodePoint(code);
    const fold = foldOf(letter, code);
    const alone = code > 0x0e00 && spaceless.test(letter);
    if (fold === undefined || alone) close();
    if (fold) open = longer(open, fold, at, letter);
    if (alone) close();
    at += letter.length;
  }
  close();
  return words;
}

type OpenWord = { -readonly [name in keyof Word]: Word[name] };

/** Grows in place: this runs once a letter. */
function longer(word: OpenWord | undefined, fold: string, at: number, letter: string): OpenWord {
  const end = at + letter.length;
  if (!word) return { folded: fold, start: at, end, capital: upper.test(letter) };
  word.folded += fold;
  word.end = end;
  return word;
}

/** "Müller" and "Mueller" are one name; what would be too short to tell ("doe") stays as it is. */
export function contracted(word: string): string {
  const short = word.replace(/([aou])e/g, "$1");
  return short.length < contractedLettersMin ? word : short;
}

const contractedLettersMin = 4;

/** All words as one, without what stands between them: "Jane Q. Doe" is "janeqdoe". */
export function compact(text: string): string {
  return wordsOf(text)
    .map(({ folded }) => folded)
    .join("");
}
