/** Blanks in a text that a colleague completes. A text with one of them left is never sent. */

/** The blank as it stands in a text: plain letters, which every font and every mail shows. */
export function blank(what: string): string {
  return `[___ ${what} ___]`;
}

/** What still has to be filled in, as it stands between the marks; empty where nothing has. */
export function blanksLeft(text: string): string[] {
  return [...text.matchAll(/\[___([^[\]]{0,200})___\]/g)].map(([, what = ""]) => what.trim());
}
