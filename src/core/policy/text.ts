/** Text that people read: one string where there is one language, or one string per language. */
export type Text = string | Readonly<Record<string, string>>;

/** The text in that language, else in the first that it has. */
export function inLanguage(text: Text, language: string): string {
  if (typeof text === "string") return text;
  return text[language] ?? Object.values(text)[0] ?? "";
}
