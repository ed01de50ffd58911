/** Codes that people copy by hand: 128 random bits in Crockford's base 32, in groups of four. */

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** 16 random bytes as 26 letters in groups: `K3V9-…`. */
export function codeOf(random: Uint8Array): string {
  let bits = BigInt(`0x${Buffer.from(random.subarray(0, 16)).toString("hex")}`);
  let letters = "";
  for (let index = 0; index < 26; index += 1) {
    letters = alphabet[Number(bits & 31n)] + letters;
    bits >>= 5n;
  }
  return letters.match(/.{1,4}/g)?.join("-") ?? letters;
}

/** What a person typed, as it is hashed: letters easily confused are read as meant. */
export function normalCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
}

/** 16 random bytes for a link: URL-safe, 22 letters. */
export function linkTokenOf(random: Uint8Array): string {
  return Buffer.from(random.subarray(0, 16)).toString("base64url");
}
