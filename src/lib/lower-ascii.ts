/**
 * Lower case for addresses, A to Z alone. Not toLowerCase(): it makes a plain "k" of the Kelvin sign,
 * and so one address of two.
 */
export function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
