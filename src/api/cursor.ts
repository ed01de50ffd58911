/** Where a page ended, as an opaque word for the address of the next one. Holds sort keys only. */
import type { z } from "zod";
import { InvalidInput } from "../actions/invalid-input.ts";

export function cursorOf(...keys: readonly string[]): string {
  return Buffer.from(JSON.stringify(keys)).toString("base64url");
}

/** The keys in a cursor. Refuses with input.invalid what no page of ours gave out. */
export function placeOf<Keys extends z.ZodType>(cursor: string, keys: Keys): z.output<Keys> {
  const read = keys.safeParse(decoded(cursor));
  if (read.success) return read.data;
  throw new InvalidInput([{ field: "after", message: "is not the `next` of a page" }]);
}

function decoded(cursor: string): unknown {
  try {
    const text = Buffer.from(cursor, "base64url").toString("utf8");
    // A zero character fits no key, and no text of the database.
    return text.includes("\\u0000") ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
