/** Signs bytes and checks such signatures: advisories, checksums, security.txt. */
import { createCleartextMessage, createMessage, type Key, readKeys, sign } from "openpgp";
import { mailLimits } from "./mail-limits.ts";
import { openpgpSettings } from "./openpgp-settings.ts";
import { type OwnKey, openOwnKey } from "./own-key.ts";
import type { MailSignature } from "./signature-state.ts";
import { verifyBytes, verifyClearSigned } from "./verify-signed.ts";

/** An armored detached signature over exactly these bytes, made at that time. */
export async function detachedSignature(
  bytes: Uint8Array,
  own: OwnKey,
  now: Date,
): Promise<string> {
  const signingKeys = await openOwnKey(own);
  const message = await createMessage({ binary: bytes });
  return await sign({ message, signingKeys, detached: true, date: now });
}

/** The text wrapped in a clear signature (RFC 4880 section 7), as security.txt wants it. */
export async function clearSigned(text: string, own: OwnKey, now: Date): Promise<string> {
  const signingKeys = await openOwnKey(own);
  return await sign({ message: await createCleartextMessage({ text }), signingKeys, date: now });
}

/** What a detached signature (armored or binary) is worth for these bytes. Never throws. */
export async function verifyDetached(
  bytes: Uint8Array,
  signature: string | Uint8Array,
  trust: readonly string[],
  now: Date,
): Promise<MailSignature> {
  const keys: Key[][] = await Promise.all(
    trust.map((armoredKeys) => readKeys({ armoredKeys }).catch(() => [])),
  );
  const given = typeof signature === "string" ? Buffer.from(signature, "latin1") : signature;
  const config = openpgpSettings(mailLimits);
  const { largeBytesMin } = mailLimits;
  return await verifyBytes(bytes, given, { trust: keys.flat(), now, config, largeBytesMin });
}

/** What the clear signature around a text is worth. Never throws; a text without one has none. */
export async function verifyClearText(
  text: string,
  trust: readonly string[],
  now: Date,
): Promise<MailSignature> {
  const keys: Key[][] = await Promise.all(
    trust.map((armoredKeys) => readKeys({ armoredKeys }).catch(() => [])),
  );
  const config = openpgpSettings(mailLimits);
  const { largeBytesMin } = mailLimits;
  const read = await verifyClearSigned(text, { trust: keys.flat(), now, config, largeBytesMin });
  return read?.signature ?? { state: "none", fingerprint: null };
}
