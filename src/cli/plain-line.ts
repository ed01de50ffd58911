/** Text from outside as one line that a terminal can only show. */

/**
 * The text with a "?" for every character by which it could move, colour or turn what stands around
 * it: control characters, line ends, and marks of the writing direction. A pack that somebody else
 * signed must not write "valid, by the key that you gave" over its own verdict.
 */
export function plainLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");
}
