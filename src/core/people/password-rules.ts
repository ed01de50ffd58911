/**
 * What a password must be: long, and not guessable from who signs in where (NIST SP 800-63B
 * section 5.1.1.2). No rules of composition: they make passwords worse.
 */
import { Refusal } from "../refusal.ts";

const passwordLengthMin = 12;
/** Bounds the work of hashing. */
export const passwordLengthMax = 1024;

/**
 * Refuses with sign-in.password-short, input.too-large or sign-in.password-guessable. `known` are
 * words that an attacker would try first: the sign-in name, the organisation's names.
 */
export function checkPassword(password: string, known: readonly string[]): void {
  const length = [...password].length;
  if (length < passwordLengthMin) {
    throw new Refusal("sign-in.password-short", { least: passwordLengthMin });
  }
  if (length > passwordLengthMax) {
    throw new Refusal("input.too-large", { limit: `${passwordLengthMax} characters` });
  }
  if (isGuessable(password, known)) throw new Refusal("sign-in.password-guessable");
}

/** What remains without the known words must still be something, and not one letter over and over. */
function isGuessable(password: string, known: readonly string[]): boolean {
  const rest = known
    .map(plain)
    .filter((word) => word.length >= 3)
    .sort((a, b) => b.length - a.length)
    .reduce((left, word) => left.replaceAll(word, ""), plain(password));
  const others = [...password].filter((letter) => plain(letter) === "").length;
  return rest.length + others < passwordLengthMin / 2 || new Set(password).size < 4;
}

function plain(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
