/** Reads the sender's key from the Autocrypt header (Autocrypt Level 1). Gossip of others' keys is never read. */
import type { HeaderField } from "./header-block.ts";

/**
 * The key in binary form, or null. As the specification demands: the address must be the sender's,
 * an unknown critical attribute makes the header void, and of two valid headers none counts.
 */
export function readAutocrypt(
  fields: readonly HeaderField[],
  sender: string | null,
): Uint8Array | null {
  const found = fields
    .filter(({ name }) => name === "autocrypt")
    .slice(0, 10)
    .flatMap(({ value }) => keyIn(value, sender) ?? []);
  return found.length === 1 ? (found[0] ?? null) : null;
}

const known = ["addr", "prefer-encrypt", "keydata"];

function keyIn(value: string, sender: string | null): Uint8Array | null {
  const attributes = new Map<string, string>();
  for (const part of value.slice(0, 100_000).split(";")) {
    const at = part.indexOf("=");
    if (at > 0) attributes.set(part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim());
  }
  const critical = [...attributes.keys()].filter((name) => !name.startsWith("_"));
  if (!critical.every((name) => known.includes(name))) return null;
  if (sender === null || attributes.get("addr")?.toLowerCase() !== sender.toLowerCase())
    return null;
  const data = attributes.get("keydata")?.replace(/\s/g, "") ?? "";
  return /^[A-Za-z0-9+/]{20,}={0,2}$/.test(data)
    ? new Uint8Array(Buffer.from(data, "base64"))
    : null;
}
