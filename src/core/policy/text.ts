/** Text that people read: one string where there is one language, or one string per language. */
export type Text = string | Readonly<Record<string, string>>;

/** The text in that language, else in the first that it has. */
export function inLanguage(text: Text, language: string): string {
  return spokenIn(text, language, language).words;
}

/**
 * The words in that language, else in the first that the text has, with the language they are in:
 * a page says so where it differs from its own. A text of one string is in the `original` one.
 */
export function spokenIn(
  text: Text,
  language: string,
  original: string,
): { words: string; language: string } {
  if (typeof text === "string") return { words: text, language: original };
  const words = text[language];
  if (words !== undefined) return { words, language };
  const [first = [original, ""]] = Object.entries(text);
  return { words: first[1], language: first[0] };
}

/** Whether it says anything at all: a policy leaves out a text by leaving it empty. */
export function isSaid(text: Text): boolean {
  return inLanguage(text, "en").trim() !== "";
}
