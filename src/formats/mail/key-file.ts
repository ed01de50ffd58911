/** Opens the private keys of a file that the operator keeps. Judges each, and takes none for granted. */
import { readPrivateKeys } from "openpgp";
import type { KeyOutside } from "../../core/keys/own-key-tools.ts";
import { Refusal } from "../../core/refusal.ts";
import { importOwnKey, unlockedWhole } from "./import-own-key.ts";
import { fingerprintOf } from "./signature-state.ts";
import { addressOfUserId, certifiedUserIds } from "./user-ids.ts";

const keysMax = 50;
const block = /-----BEGIN PGP PRIVATE KEY BLOCK-----[\s\S]+?-----END PGP PRIVATE KEY BLOCK-----/g;

/**
 * Every private key in the text, in its order. Refuses with mail.key-unreadable where there is none,
 * key.no-private-half for an empty shell, and mail.key-locked for another passphrase.
 */
export async function openKeyFile(
  text: string,
  passphrase: string | undefined,
  now: Date,
): Promise<KeyOutside[]> {
  const blocks = text.match(block) ?? [];
  const read = await Promise.all(
    blocks.map((armoredKeys) =>
      readPrivateKeys({ armoredKeys }).catch(() => {
        throw new Refusal("mail.key-unreadable");
      }),
    ),
  );
  const keys = read.flat().slice(0, keysMax);
  if (keys.length === 0) throw new Refusal("mail.key-unreadable");
  return await Promise.all(
    keys.map(async (given) => {
      const key = await unlockedWhole(given, passphrase);
      const armoredPrivate = key.armor();
      const userIds = await certifiedUserIds(key.toPublic(), now);
      return {
        fingerprint: fingerprintOf(key),
        armoredPrivate,
        armoredPublic: key.toPublic().armor(),
        addresses: [...new Set(userIds.map(addressOfUserId).filter((each) => each !== null))],
        // Old keys read old mail, whatever has become of them since.
        problem: await problemOf(armoredPrivate, now),
      };
    }),
  );
}

async function problemOf(armored: string, now: Date): Promise<KeyOutside["problem"]> {
  try {
    const { addresses } = await importOwnKey(armored, undefined, now);
    return addresses.length === 0 ? "key.no-addresses" : null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
