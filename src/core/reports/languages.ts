/**
 * The languages that a report and its answers may be in: any. Their names come from Unicode's data; a
 * name that it does not know is kept as words in the report, and its language is then guessed.
 */

/** ISO 639-1, as of Unicode's names; what is not here is accepted as a code or in words too. */
const codes =
  "af am ar as az be bg bn bs ca cs cy da de el en eo es et eu fa fi fil fr fy ga gl gu ha he hi hr hu hy id ig is it ja jv ka kk km kn ko ku ky la lb lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nn or pa pl ps pt pt-BR qu rm ro ru rw sd si sk sl sn so sq sr su sv sw ta te tg th ti tk tr tt ug uk ur uz vi wo xh yi yo zh-Hans zh-Hant zu".split(
    " ",
  );

const english = new Intl.DisplayNames("en", { type: "language" });

export interface LanguageChoice {
  readonly code: string;
  /** Such as "German (Deutsch)". */
  readonly name: string;
}

/** By their English names. Made once, and only where somebody is asked: a tenth of a second of work. */
export const languageChoices = once((): readonly LanguageChoice[] =>
  codes
    .map((code) => ({ code, name: languageInWords(code) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, "en")),
);

/** The English name and its own beside it; words that are no code are returned as they are. */
export function languageInWords(code: string): string {
  if (!isCode(code)) return code;
  const name = english.of(code) ?? code;
  const own = ownName(code);
  return own === name || own === code ? name : `${name} (${own})`;
}

function ownName(code: string): string {
  return new Intl.DisplayNames(code, { type: "language" }).of(code) ?? code;
}

const codeByName = once((): ReadonlyMap<string, string> => {
  const named = codes.flatMap((code) =>
    [english.of(code) ?? code, ownName(code), languageInWords(code), code].map(
      (name) => [name.toLowerCase(), code] as const,
    ),
  );
  return new Map(named);
});

/** The code of a language that was named by its code, or in English or itself; null where it is none. */
export function languageOf(given: string): string | null {
  const words = given.trim();
  if (words === "") return null;
  return codeByName().get(words.toLowerCase()) ?? (isCode(words) ? words : null);
}

/** Short, so that it holds no words of anybody (docs/reference/sealed.md). */
function isCode(text: string): boolean {
  return /^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(text) && english.of(text) !== text;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
