/**
 * Names for statements whose text is made of parts, such as those of a filter. A named statement stays
 * planned with its connection, which saves more time than most of them take, and costs memory there:
 * so only texts that come again are named, and no more than so many.
 */
import { createHash } from "node:crypto";

/** Planning is worth keeping from this asking on. */
const repeatedAt = 3;
/** So many texts are named, and so many more are remembered. */
const namedMax = 40;
const rememberedMax = 1_000;

/** Gives a text its name, always the same, once it was asked for often enough; undefined until then. */
export function namesOfRepeated(prefix: string): (text: string) => string | undefined {
  const names = new Map<string, string>();
  const asked = new Map<string, number>();
  return (text) => {
    const known = names.get(text);
    if (known || names.size >= namedMax) return known;
    const times = (asked.get(text) ?? 0) + 1;
    if (times < repeatedAt) {
      if (asked.size >= rememberedMax) asked.clear();
      asked.set(text, times);
      return undefined;
    }
    asked.delete(text);
    const name = `${prefix}-${createHash("sha256").update(text).digest("hex").slice(0, 24)}`;
    names.set(text, name);
    return name;
  };
}
