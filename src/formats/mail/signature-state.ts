/** Says what an OpenPGP signature is worth now: the cryptography first, then the key's own state. */
import {
  type Config,
  enums,
  type Key,
  type LiteralDataPacket,
  type SignaturePacket,
  type Subkey,
} from "openpgp";

export type SignatureState =
  | "good"
  | "good-expired-key"
  | "good-revoked-key"
  | "unknown-key"
  | "bad"
  | "none";

export interface MailSignature {
  readonly state: SignatureState;
  /** 40 upper-case hexadecimal digits; of the primary key where it is known. */
  readonly fingerprint: string | null;
}

export const noSignature: MailSignature = { state: "none", fingerprint: null };

/** What to check signatures against. */
export interface Verifying {
  readonly trust: readonly Key[];
  readonly now: Date;
  readonly config: Config;
}

// A second signer may be a stranger; one good signature shows who wrote the text.
const best: readonly SignatureState[] = [
  "good",
  "good-expired-key",
  "good-revoked-key",
  "bad",
  "unknown-key",
  "none",
];
const signaturesMax = 8;

/** The best state of several signatures over the same data. */
export async function signatureState(
  packets: readonly SignaturePacket[],
  literal: LiteralDataPacket,
  detached: boolean,
  verifying: Verifying,
): Promise<MailSignature> {
  const found: MailSignature[] = [];
  for (const packet of packets.slice(0, signaturesMax)) {
    found.push(await oneState(packet, literal, detached, verifying));
  }
  const rank = (each: MailSignature) => best.indexOf(each.state);
  return found.sort((a, b) => rank(a) - rank(b))[0] ?? noSignature;
}

async function oneState(
  packet: SignaturePacket,
  literal: LiteralDataPacket,
  detached: boolean,
  verifying: Verifying,
): Promise<MailSignature> {
  const key = verifying.trust.find((each) => each.getKeys(packet.issuerKeyID).length > 0);
  if (!key) return { state: "unknown-key", fingerprint: issuerOf(packet) };
  const fingerprint = fingerprintOf(key);
  const signer = key.getKeys(packet.issuerKeyID)[0];
  if (!signer || !(await proves(packet, signer, literal, detached, verifying))) {
    return { state: "bad", fingerprint };
  }
  return { state: await keyState(key, signer, packet, verifying), fingerprint };
}

/** 40 upper-case hexadecimal digits (64 for a version 6 key). */
export function fingerprintOf(key: Key): string {
  return key.getFingerprint().toUpperCase();
}

function issuerOf(packet: SignaturePacket): string | null {
  return packet.issuerFingerprint
    ? Buffer.from(packet.issuerFingerprint).toString("hex").toUpperCase()
    : null;
}

const clockSkewMs = 24 * 60 * 60 * 1000;

async function proves(
  packet: SignaturePacket,
  signer: Key | Subkey,
  literal: LiteralDataPacket,
  detached: boolean,
  { now, config }: Verifying,
): Promise<boolean> {
  const created = packet.created?.getTime() ?? Number.POSITIVE_INFINITY;
  // Senders' clocks run ahead of ours by minutes or a time zone; that is no forgery.
  const at =
    created > now.getTime() && created <= now.getTime() + clockSkewMs ? created : now.getTime();
  const type = packet.signatureType;
  if (type !== enums.signature.binary && type !== enums.signature.text) return false;
  return await succeeds(
    packet.verify(signer.keyPacket, type, literal, new Date(at), detached, config),
  );
}

async function keyState(
  key: Key,
  signer: Key | Subkey,
  packet: SignaturePacket,
  { now, config }: Verifying,
): Promise<SignatureState> {
  const usable = key.getSigningKey(packet.issuerKeyID, packet.created ?? now, undefined, config);
  if (!(await succeeds(usable)) && !(await belongsToKey(key, signer, config))) return "bad";
  if (await isRevokedNow(key, signer, now)) return "good-revoked-key";
  if (await isExpiredNow(key, signer, now)) return "good-expired-key";
  return (await succeeds(key.getSigningKey(packet.issuerKeyID, now, undefined, config)))
    ? "good"
    : "bad";
}

/**
 * Whether a subkey is bound to its primary key both ways, at any time. Without the back
 * signature (RFC 4880 section 5.2.1, type 0x19) anyone could claim another's signing subkey.
 */
async function belongsToKey(key: Key, signer: Key | Subkey, config: Config): Promise<boolean> {
  if (!("bindingSignatures" in signer)) return true;
  const data = { key: key.keyPacket, bind: signer.keyPacket };
  const anyTime = null as unknown as Date;
  for (const binding of signer.bindingSignatures) {
    const back = binding.embeddedSignature;
    const bound = await succeeds(
      binding.verify(key.keyPacket, enums.signature.subkeyBinding, data, anyTime, false, config),
    );
    const claimed =
      back !== null &&
      (await succeeds(
        back.verify(signer.keyPacket, enums.signature.keyBinding, data, anyTime, false, config),
      ));
    if (bound && claimed) return true;
  }
  return false;
}

async function isRevokedNow(key: Key, signer: Key | Subkey, now: Date): Promise<boolean> {
  if (await key.isRevoked(undefined, undefined, now)) return true;
  if (!("bindingSignatures" in signer)) return false;
  return (await subkeyProblem(signer, now)) === "revoked";
}

async function isExpiredNow(key: Key, signer: Key | Subkey, now: Date): Promise<boolean> {
  const expires = await key.getExpirationTime();
  if (expires !== null && now >= expires) return true;
  if (!("bindingSignatures" in signer)) return false;
  return (await subkeyProblem(signer, now)) === "expired";
}

async function subkeyProblem(subkey: Subkey, now: Date): Promise<"revoked" | "expired" | null> {
  const expires = await subkey.getExpirationTime(now).catch(() => null);
  if (await succeeds(subkey.verify(now))) return null;
  if (expires !== null && expires !== Number.POSITIVE_INFINITY && now >= expires) return "expired";
  return subkey.revocationSignatures.length > 0 ? "revoked" : "expired";
}

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  return await work.then(
    () => true,
    () => false,
  );
}
