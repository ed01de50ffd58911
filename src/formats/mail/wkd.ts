/** Web Key Directory: the names and bytes under which a key is published. Never looks one up. */
import { createHash } from "node:crypto";
import { parsePublicKey } from "./keys.ts";

const alphabet = "ybndrfg8ejkmcpqxot1uwisza345h769";

/** The file name of a local part: z-base-32 of the SHA-1 of its lower-case form (WKD draft section 3.1). */
export function wkdHash(localPart: string): string {
  // Only ASCII is mapped, as the draft says; other letters keep their bytes.
  const mapped = localPart.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return zBase32(createHash("sha1").update(mapped, "utf8").digest());
}

/** The key as WKD serves it: binary, without armor. */
export async function wkdKey(armored: string): Promise<Uint8Array> {
  return (await parsePublicKey(armored)).write();
}

// 160 bits are 32 characters exactly, so nothing is left over.
function zBase32(bytes: Uint8Array): string {
  let out = "";
  let value = 0;
  let bits = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += alphabet[(value >>> bits) & 31];
    }
    value &= (1 << bits) - 1;
  }
  return out;
}
