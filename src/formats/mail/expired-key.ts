/** At which instant a key may be encrypted to: where it was made just now elsewhere, or has expired. */
import type { Key, Subkey } from "openpgp";

// As with signatures: clocks run ahead by minutes or a time zone.
const clockSkewMs = 24 * 60 * 60 * 1000;

/** Now, or the moment of the key's making where its owner's clock runs ahead of ours. */
export function usableFrom(key: Key, now: Date): Date {
  const parts = [key, ...key.getSubkeys()].map((part) => +part.getCreationTime());
  const made = Math.max(...parts.filter((at) => at - +now < clockSkewMs));
  return made > +now ? new Date(made) : now;
}

/**
 * The last instant at which a part of the key for encryption was valid; undefined where none ever
 * was, or where that part was revoked since: a revocation is no mere lapse.
 */
export async function lastUsableAt(key: Key, now: Date): Promise<Date | undefined> {
  if (await key.isRevoked(undefined, undefined, now)) return undefined;
  const ends = await Promise.all([key, ...key.getSubkeys()].map((part) => endOf(part, now)));
  const passed = ends.filter((end): end is Date => end instanceof Date && end <= now);
  for (const end of passed.sort((a, b) => +b - +a)) {
    const at = new Date(+end - 1000);
    const part = await key.getEncryptionKey(undefined, at).catch(() => undefined);
    if (part && !(await isRevokedPart(part, now))) return at;
  }
  return undefined;
}

async function endOf(part: Key | Subkey, now: Date): Promise<unknown> {
  const end = "bindingSignatures" in part ? part.getExpirationTime(now) : part.getExpirationTime();
  return await end.catch(() => null);
}

async function isRevokedPart(part: Key | Subkey, now: Date): Promise<boolean> {
  if (!("bindingSignatures" in part)) return await part.isRevoked(undefined, undefined, now);
  // Whether such a signature holds is not asked: whoever could put it there could take the key away.
  return part.revocationSignatures.length > 0;
}
