/** Says what an OpenPGP signature is worth now: the cryptography first, then the key's own state. */
import {
  type Config,
  enums,
  type Key,
  type LiteralDataPacket,
  type SignaturePacket,
  type Subkey,
} from "openpgp";
import type { MailProblem } from "./mail-problem.ts";
import { maySign, tooWeak } from "./signing-key.ts";
import { addressOfUserId, certifiedUserIds } from "./user-ids.ts";

export type SignatureState =
  | "good"
  | "good-expired-key"
  | "good-revoked-key"
  | "unknown-key"
  | "bad"
  | "none";

export interface MailSignature {
  readonly state: SignatureState;
  /**
   * Upper-case hexadecimal digits: 40 of the primary OpenPGP key where it is known, 64 (SHA-256)
   * of an S/MIME certificate.
   */
  readonly fingerprint: string | null;
  /** OpenPGP where nothing else is said. */
  readonly kind?: "smime";
}

export const noSignature: MailSignature = { state: "none", fingerprint: null };

/** What to check signatures against. */
export interface Verifying {
  readonly trust: readonly Key[];
  readonly now: Date;
  readonly config: Config;
  /** From this size on no second copy is made of what is read; see MailLimits. */
  readonly largeBytesMin: number;
  /** Takes what is odd about a signature, besides its state. */
  readonly problems?: Set<MailProblem>;
  /** Address of the From header, which the signer's key should name. */
  readonly sender?: string | null;
}

/**
 * Of several signatures over the same data the best counts: one good signature shows who wrote it,
 * and whoever carries the message could add a signature that does not hold (RFC 9580 section 5.2.5
 * lets a reader pass over those that it cannot use). That others are there is told.
 */
const best: readonly SignatureState[] = [
  "good",
  "good-expired-key",
  "good-revoked-key",
  "bad",
  "unknown-key",
  "none",
];
const signaturesMax = 8;

/** The better of two signatures that cover the same. */
export function betterOf(one: MailSignature, other: MailSignature): MailSignature {
  return best.indexOf(other.state) < best.indexOf(one.state) ? other : one;
}

/** The best state of several signatures over the same data. */
export async function signatureState(
  packets: readonly SignaturePacket[],
  literal: LiteralDataPacket,
  detached: boolean,
  verifying: Verifying,
): Promise<MailSignature> {
  const found: Judged[] = [];
  for (const packet of packets.slice(0, signaturesMax)) {
    found.push(await judge(packet, literal, detached, verifying));
  }
  // Of two equally good ones the sender's own before a stranger's.
  const rank = (each: Judged) =>
    best.indexOf(each.signature.state) * 10 + Math.min(each.problems.length, 9);
  const [first] = found.sort((a, b) => rank(a) - rank(b));
  if (!first) return noSignature;
  for (const problem of first.problems) verifying.problems?.add(problem);
  const states = new Set(found.map(({ signature }) => signature.state));
  if (states.size > 1) verifying.problems?.add("mail.signatures-differ");
  return first.signature;
}

/** A signature and what is odd about it. */
interface Judged {
  readonly signature: MailSignature;
  readonly problems: readonly MailProblem[];
}

async function judge(
  packet: SignaturePacket,
  literal: LiteralDataPacket,
  detached: boolean,
  verifying: Verifying,
): Promise<Judged> {
  const key = verifying.trust.find((each) => each.getKeys(packet.issuerKeyID).length > 0);
  const signer = key?.getKeys(packet.issuerKeyID)[0];
  if (!key || !signer) {
    return { signature: { state: "unknown-key", fingerprint: issuerOf(packet) }, problems: [] };
  }
  const fingerprint = fingerprintOf(key);
  const bad = (...problems: MailProblem[]): Judged => ({
    signature: { state: "bad", fingerprint },
    problems,
  });
  if (tooWeak(packet, key, signer, verifying.config)) return bad("mail.signature-weak");
  const proof = await proves(packet, signer, literal, detached, verifying.config);
  if (proof === "unsupported") {
    const signature = { state: "unknown-key", fingerprint } as const;
    return { signature, problems: ["mail.signature-unsupported"] };
  }
  if (proof === "forged") return bad();
  const time = timeProblem(packet, signer, verifying.now);
  if (time) return bad(time);
  if (!(await maySign(key, signer, verifying.config))) return bad("mail.signer-may-not-sign");
  const { state, problems } = await keyState(key, signer, packet, verifying);
  const named = state === "bad" || (await namesSender(key, verifying));
  const told: readonly MailProblem[] = named ? [] : ["mail.signer-not-sender"];
  return { signature: { state, fingerprint }, problems: [...problems, ...told] };
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

// No time is checked by the library: that is done here, where it is told apart from a forgery.
const anyTime = null as unknown as Date;

async function proves(
  packet: SignaturePacket,
  signer: Key | Subkey,
  literal: LiteralDataPacket,
  detached: boolean,
  config: Config,
): Promise<"proven" | "forged" | "unsupported"> {
  const type = packet.signatureType;
  if (type !== enums.signature.binary && type !== enums.signature.text) return "forged";
  try {
    await packet.verify(signer.keyPacket, type, literal, anyTime, detached, config);
    return "proven";
  } catch (error) {
    // Brainpool curves need a package that the library only asks for when it meets one.
    const missing = (error as { code?: unknown } | null)?.code === "MODULE_NOT_FOUND";
    return missing ? "unsupported" : "forged";
  }
}

async function namesSender(key: Key, { sender, now }: Verifying): Promise<boolean> {
  if (sender === undefined) return true;
  const addresses = (await certifiedUserIds(key, now)).map(addressOfUserId);
  return sender !== null && addresses.includes(sender.toLowerCase());
}

// Senders' clocks run ahead of ours by minutes or a time zone; that is no forgery.
const clockSkewMs = 24 * 60 * 60 * 1000;

function timeProblem(packet: SignaturePacket, signer: Key | Subkey, now: Date): MailProblem | null {
  const created = packet.created?.getTime() ?? Number.POSITIVE_INFINITY;
  if (created > now.getTime() + clockSkewMs) return "mail.signature-from-future";
  if (created < signer.keyPacket.created.getTime()) return "mail.signature-before-key";
  const expires = packet.getExpirationTime();
  return expires instanceof Date && now >= expires ? "mail.signature-expired" : null;
}

async function keyState(
  key: Key,
  signer: Key | Subkey,
  packet: SignaturePacket,
  { now, config }: Verifying,
): Promise<{ state: SignatureState; problems: readonly MailProblem[] }> {
  const made = packet.created ?? now;
  const told = async (problem: MailProblem, at: (date: Date) => Promise<boolean>) =>
    (await at(made)) ? [problem] : [];
  const revokedAt = (date: Date) => isRevoked(key, signer, date);
  const expiredAt = (date: Date) => isExpired(key, signer, date);
  if (await revokedAt(now)) {
    const problems = await told("mail.signature-after-revocation", revokedAt);
    return { state: "good-revoked-key", problems };
  }
  if (await expiredAt(now)) {
    const problems = await told("mail.signature-after-expiry", expiredAt);
    return { state: "good-expired-key", problems };
  }
  // The sender's clock may run ahead: a key that was made with the message counts from then.
  const at = made > now ? made : now;
  const usable = await succeeds(key.getSigningKey(packet.issuerKeyID, at, undefined, config));
  return { state: usable ? "good" : "bad", problems: [] };
}

async function isRevoked(key: Key, signer: Key | Subkey, at: Date): Promise<boolean> {
  if (await key.isRevoked(undefined, undefined, at)) return true;
  if (!("bindingSignatures" in signer)) return false;
  return (await subkeyProblem(signer, at)) === "revoked";
}

async function isExpired(key: Key, signer: Key | Subkey, at: Date): Promise<boolean> {
  const expires = await key.getExpirationTime();
  if (expires !== null && at >= expires) return true;
  if (!("bindingSignatures" in signer)) return false;
  return (await subkeyProblem(signer, at)) === "expired";
}

async function subkeyProblem(subkey: Subkey, at: Date): Promise<"revoked" | "expired" | null> {
  const expires = await subkey.getExpirationTime(at).catch(() => null);
  if (await succeeds(subkey.verify(at))) return null;
  if (expires !== null && expires !== Number.POSITIVE_INFINITY && at >= expires) return "expired";
  return subkey.revocationSignatures.length > 0 ? "revoked" : "expired";
}

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  return await work.then(
    () => true,
    () => false,
  );
}
