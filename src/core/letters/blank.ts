/** Blanks in a text that a colleague completes. A text with one of them left is never sent. */

/** What still has to be filled in, as it stands between the marks; empty where nothing has. */
export function blanksLeft(text: string): string[] {
  return [...text.matchAll(/⟦([^⟦⟧]{0,200})⟧/g)].map(([, what = ""]) => what.trim());
}
