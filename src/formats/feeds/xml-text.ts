/** Text as XML 1.0 may carry it: no control characters, no half surrogates, markup escaped. */

/** Drops what no escape makes legal (XML 1.0 §2.2); one such character breaks a whole feed. */
export function characterData(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to drop
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "");
}

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  // A bare carriage return would be read as a line feed (XML 1.0 §2.11).
  "\r": "&#13;",
};

/** Legal text for an element or an attribute. */
export function xmlText(text: string): string {
  return characterData(text).replace(/[&<>"'\r]/g, (character) => escapes[character] ?? "");
}
