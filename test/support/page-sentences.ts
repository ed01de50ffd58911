/** Holds what a policy says against its page, sentence by sentence. */

/**
 * The sentences of `said` that do not stand on the page word for word. Letters' case, kinds of
 * quotation mark, line ends and mail addresses (a policy's are reserved ones) make no difference.
 */
export function sentencesNotOn(page: string, said: string): string[] {
  const known = plain(page);
  return said
    .split(/(?<=[.?!:])\s+(?=\p{Lu})/u)
    .map((sentence) => plain(sentence).replace(/[.?!:]$/, ""))
    .filter((sentence) => !known.includes(sentence));
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("’", "'")
    .replaceAll(/[\w.+-]+@[\w-]+(\.[\w-]+)*/g, "an-address")
    .replaceAll(/\s+/g, " ")
    .trim();
}
