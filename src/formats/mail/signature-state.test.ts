import {
  config,
  createMessage,
  enums,
  generateKey,
  type Key,
  type LiteralDataPacket,
  PacketList,
  readPrivateKey,
  Signature,
  SignaturePacket,
} from "openpgp";
import { expect, test } from "vitest";
import { keysMade, readAt, reporter, sentAt } from "../../../test/support/mail.ts";
import { mailLimits } from "./mail-limits.ts";
import type { MailProblem } from "./mail-problem.ts";
import { openpgpSettings } from "./openpgp-settings.ts";
import { verifyBytes } from "./verify-signed.ts";

const bytes = new Uint8Array([1, 2, 3]);
const settings = openpgpSettings(mailLimits);

/** A signature as any program could make it, whatever the key may do. */
async function signedBy(keyPacket: unknown, at: Date, hash = enums.hash.sha256) {
  const literal = (await createMessage({ binary: bytes })).packets[0] as LiteralDataPacket;
  const packet = new SignaturePacket();
  const { algorithm } = keyPacket as { algorithm: enums.publicKey };
  Object.assign(packet, { signatureType: enums.signature.binary, publicKeyAlgorithm: algorithm });
  packet.hashAlgorithm = hash;
  const signing = packet as unknown as {
    sign(key: unknown, data: unknown, at: Date, detached: boolean, config: object): Promise<void>;
  };
  const weakAllowed = { ...config, nonDeterministicSignaturesViaNotation: false };
  await signing.sign(keyPacket, literal, at, true, weakAllowed);
  const list = new PacketList<SignaturePacket>();
  list.push(packet);
  return Buffer.from(new Signature(list).armor());
}

async function verified(signature: Buffer, key: Key, now = readAt) {
  const problems = new Set<MailProblem>();
  const { state } = await verifyBytes(bytes, signature, {
    trust: [key],
    now,
    config: settings,
    largeBytesMin: mailLimits.largeBytesMin,
    problems,
  });
  return { state, problems: [...problems] };
}

const rsa = await generateKey({
  type: "rsa",
  rsaBits: 2048,
  userIDs: { name: "R", email: "r@lab.example" },
  date: keysMade,
  format: "object",
});
const owner = await readPrivateKey({ armoredKey: reporter.armoredPrivate });

test("a subkey that may only encrypt signs nothing, though its key is known", async () => {
  const { privateKey } = rsa;
  const subkey = privateKey.subkeys[0]?.keyPacket;
  const signature = await signedBy(subkey, sentAt);
  expect(await verified(signature, privateKey.toPublic())).toEqual({
    state: "bad",
    problems: ["mail.signer-may-not-sign"],
  });
  const byPrimary = await signedBy(privateKey.keyPacket, sentAt);
  expect(await verified(byPrimary, privateKey.toPublic())).toEqual({ state: "good", problems: [] });
});

test("somebody else's subkey in a key vouches for nothing without their consent", async () => {
  const theirs = await generateKey({
    type: "ecc",
    curve: "ed25519Legacy",
    userIDs: { name: "T", email: "t@else.example" },
    subkeys: [{ sign: true }],
    date: keysMade,
    format: "object",
  });
  const claimed = theirs.privateKey.subkeys[0];
  if (!claimed) throw new Error("no subkey");
  const signature = await signedBy(claimed.keyPacket, sentAt);
  // The reporter's key with the stranger's subkey and its binding, which is not the reporter's own.
  const key = owner.toPublic();
  key.subkeys.push(theirs.publicKey.subkeys[0] as never);
  expect((await verified(signature, key)).state).toBe("bad");
  expect((await verified(signature, theirs.publicKey)).state).toBe("good");
});

test("a signature that is older than its key does not hold", async () => {
  const signature = await signedBy(owner.keyPacket, new Date("2025-06-01T00:00:00Z"));
  expect(await verified(signature, owner.toPublic())).toEqual({
    state: "bad",
    problems: ["mail.signature-before-key"],
  });
});

test("what was signed after the key was revoked or had expired is told", async () => {
  const revokedKey = (await owner.revoke({ flag: 0 }, sentAt)).toPublic();
  const before = await signedBy(owner.keyPacket, new Date("2026-01-01T12:00:00Z"));
  const after = await signedBy(owner.keyPacket, new Date("2026-01-02T12:00:00Z"));
  expect((await verified(before, revokedKey)).state).toBe("good-revoked-key");
  expect(await verified(after, revokedKey)).toEqual({
    state: "good-revoked-key",
    problems: ["mail.signature-after-revocation"],
  });
  const { privateKey } = await generateKey({
    type: "ecc",
    curve: "ed25519Legacy",
    userIDs: { name: "E", email: "e@lab.example" },
    date: keysMade,
    keyExpirationTime: 24 * 3600,
    format: "object",
  });
  const late = await signedBy(privateKey.keyPacket, sentAt);
  expect(await verified(late, privateKey.toPublic())).toEqual({
    state: "good-expired-key",
    problems: ["mail.signature-after-expiry"],
  });
});

test.each(["md5", "sha1", "ripemd"] as const)(
  "a signature over a %s digest proves nothing",
  async (hash) => {
    const weak = await signedBy(rsa.privateKey.keyPacket, sentAt, enums.hash[hash]);
    expect(await verified(weak, rsa.publicKey)).toEqual({
      state: "bad",
      problems: ["mail.signature-weak"],
    });
  },
);

test("a key of 1024 bits can be forged, and its signature proves nothing", async () => {
  const { privateKey } = await generateKey({
    type: "rsa",
    rsaBits: 1024,
    userIDs: { name: "R", email: "r@lab.example" },
    date: keysMade,
    format: "object",
    config: { minRSABits: 1024 },
  });
  const signature = await signedBy(privateKey.keyPacket, sentAt);
  expect(await verified(signature, privateKey.toPublic())).toEqual({
    state: "bad",
    problems: ["mail.signature-weak"],
  });
});
