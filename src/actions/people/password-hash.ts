/** Argon2id (RFC 9106) with the OWASP parameters: 19 MiB, two passes. Never keeps or logs what it hashes. */
import { hash, verify } from "@node-rs/argon2";

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export async function hashPassword(password: string, salt: Uint8Array): Promise<string> {
  return hash(normal(password), { ...cost, salt: Buffer.from(salt) });
}

// The hash of a password that nobody has, of the same cost.
const nobodys = hash("", { ...cost, salt: Buffer.alloc(16) });

/** Whether it fits; without a hash it takes as long and never fits, so that time tells no names. */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  const fits = await verify(stored ?? (await nobodys), normal(password));
  return fits && stored !== null;
}

// The same letters typed on another keyboard are the same password (RFC 8265 section 4.2).
function normal(password: string): string {
  return password.normalize("NFC");
}
