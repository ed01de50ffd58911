/**
 * Holds the texts of a policy against its languages: what is said in one of them is said in all, or
 * a reader of another language would be told less. One string for all is a text in the original.
 */
export type LanguageGap = { readonly path: readonly (string | number)[]; readonly message: string };

/** Every text that lacks one of the languages, and every one in a language that is not listed. */
export function languageGaps(policy: object, languages: readonly string[]): LanguageGap[] {
  const all = languages.join(", ");
  return textsIn(policy, []).flatMap(({ path, words }) => {
    const missing = languages.filter((language) => !words.includes(language));
    const foreign = words.filter((language) => !languages.includes(language));
    return [
      ...missing.map((language) => ({
        path,
        message: `is not said in ${language}; this file's languages are ${all}`,
      })),
      ...foreign.map((language) => ({
        path: [...path, language],
        message: `is in none of this file's languages, which are ${all}`,
      })),
    ];
  });
}

type Text = { path: (string | number)[]; words: string[] };

function textsIn(value: unknown, path: (string | number)[]): Text[] {
  if (typeof value !== "object" || value === null || value instanceof Date) return [];
  const entries = Object.entries(value);
  if (isText(entries)) return [{ path, words: entries.map(([language]) => language) }];
  return entries.flatMap(([key, each]) =>
    textsIn(each, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** No group of settings has only short names of two or three letters that all hold words. */
function isText(entries: readonly [string, unknown][]): boolean {
  return (
    entries.length > 0 &&
    entries.every(([key, each]) => languageCode.test(key) && typeof each === "string")
  );
}

const languageCode = /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/;
