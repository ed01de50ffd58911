/** The names in a public key. A name is a claim of the key's owner; nothing here confirms one. */
import type { Key } from "openpgp";

const userIdsMax = 20;

/** Anybody can write another user id into a stranger's key; only the key itself can certify one. */
export async function certifiedUserIds(key: Key, now: Date): Promise<string[]> {
  const certified: string[] = [];
  for (const user of key.users.slice(0, userIdsMax)) {
    const userId = user.userID?.userID;
    if (userId !== undefined && (await isCertified(user, now))) certified.push(userId);
  }
  return certified;
}

/** The address in a user id ("Name <address>" or the address alone), in lower case, or null. */
export function addressOfUserId(userId: string): string | null {
  const address = /<([^<>\s]{3,254})>\s*$/.exec(userId)?.[1] ?? userId.trim();
  return /^[^\s@<>]+@[^\s@<>]+$/.test(address) ? address.toLowerCase() : null;
}

// At any time: that a key has expired is told by its state, and takes no name from it.
const anyTime = null as unknown as Date;

async function isCertified(user: Key["users"][number], now: Date): Promise<boolean> {
  const [certification] = user.selfCertifications;
  if (!certification) return false;
  const valid = await user.verify(anyTime).catch(() => false);
  return valid && !(await user.isRevoked(certification, undefined, now));
}
