/** Ids that follow from other ids, so that a repeated task makes the same row (RFC 9562 UUIDv8). */
import { createHash } from "node:crypto";

/** The same parts give the same id. */
export function derivedId(...parts: readonly string[]): string {
  const hash = createHash("sha256").update(parts.join("\0")).digest();
  hash[6] = 0x80 | ((hash[6] ?? 0) & 0x0f);
  hash[8] = 0x80 | ((hash[8] ?? 0) & 0x3f);
  const hex = hash.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
