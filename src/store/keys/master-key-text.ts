/** Master keys as text: one key a line in hexadecimal digits, the current one first. Never repeats what it cannot read. */
import { type MasterKeys, masterKeyBytes } from "../sealing/master-key.ts";

/** More keys at once are a mistake: a rotation that was never finished, ten times over. */
const keysMax = 16;

/** The keys of a text, or undefined where it holds none or anything else. `#` begins a comment. */
export function masterKeysIn(text: string): MasterKeys | undefined {
  const words = text
    .split(/[\n,]/)
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");
  if (words.length === 0 || words.length > keysMax) return undefined;
  if (!words.every((word) => /^[0-9a-f]+$/i.test(word) && word.length === masterKeyBytes * 2)) {
    return undefined;
  }
  const distinct = [...new Set(words.map((word) => word.toLowerCase()))];
  const [current, ...former] = distinct.map((word) => new Uint8Array(Buffer.from(word, "hex")));
  return current && { current, former };
}

/** The text of a key file. */
export function masterKeyText({ current, former }: MasterKeys): string {
  return [current, ...former].map((key) => `${Buffer.from(key).toString("hex")}\n`).join("");
}
