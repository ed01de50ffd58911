import {
  decrypt,
  generateKey,
  readKey,
  readMessage,
  readPrivateKey,
  reformatKey,
  type SecretKeyPacket,
} from "openpgp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GnuPg, hasGnuPg, startGnuPg } from "../../../test/support/gnupg.ts";
import { extendOwnKey, revokeOwnKey, signByAll } from "./change-own-key.ts";
import { clearSigned, detachedSignature, verifyDetached } from "./detached-signature.ts";
import { importOwnKey } from "./import-own-key.ts";
import { makeKeyPair, type NewKeyPair, readPublicKey } from "./keys.ts";
import { openOwnKey } from "./own-key.ts";
import { wkdKey } from "./wkd.ts";

const now = new Date();
const days = (count: number) =>
  new Date(Math.floor(now.getTime() / 1000) * 1000 + count * 86_400_000);
const year = 31_536_000;

let ours: NewKeyPair;
beforeAll(async () => {
  ours = await makeKeyPair({
    name: "Team",
    email: "psirt@team.example",
    furtherEmails: ["cna@team.example"],
    now,
    validForSeconds: year,
  });
});

const refusal = (code: string) => expect.objectContaining({ name: "Refusal", code });
const imported = (armored: string, passphrase?: string) => importOwnKey(armored, passphrase, now);

test("a key for several addresses names each of them and says when it runs out", async () => {
  const facts = await readPublicKey(ours.armoredPublic, now);
  expect(facts.userIds).toEqual(["Team <psirt@team.example>", "Team <cna@team.example>"]);
  expect(facts.runsOut).toEqual(facts.expires);
  expect(Number(facts.expires)).toBe(Number(facts.created) + year * 1000);
});

test("a private key from elsewhere is taken whole, with its passphrase typed once", async () => {
  const wish = { name: "Team", email: "psirt@team.example", now, passphrase: "right" };
  const made = await makeKeyPair({ ...wish, kind: "curve25519" });
  const taken = await imported(`\n${made.armoredPrivate}\n`, "right");
  expect(taken).toMatchObject({
    fingerprint: made.fingerprint,
    addresses: ["psirt@team.example"],
    revocationCertificate: expect.stringContaining("BEGIN PGP PUBLIC KEY BLOCK"),
  });
  const signature = await detachedSignature(
    Buffer.from("x"),
    { armored: taken.armoredPrivate },
    now,
  );
  expect(
    (await verifyDetached(Buffer.from("x"), signature, [taken.armoredPublic], now)).state,
  ).toBe("good");
  for (const passphrase of ["wrong", "", undefined]) {
    await expect(imported(made.armoredPrivate, passphrase)).rejects.toEqual(
      refusal("mail.key-locked"),
    );
  }
});

test("what could not be relied on is not taken", async () => {
  await expect(imported("hello")).rejects.toEqual(refusal("mail.key-unreadable"));
  await expect(imported(ours.armoredPublic)).rejects.toEqual(refusal("key.no-private-half"));
  const short = await makeKeyPair({
    name: "T",
    email: "t@team.example",
    now: days(-2),
    validForSeconds: 86_400,
  });
  await expect(imported(short.armoredPrivate)).rejects.toEqual(refusal("key.expired"));
  const weak = await generateKey({
    type: "rsa",
    rsaBits: 2048,
    userIDs: { email: "t@team.example" },
    date: now,
  });
  await expect(imported(weak.privateKey)).rejects.toEqual(refusal("key.weak"));
  const signer = await generateKey({
    type: "ecc",
    curve: "ed25519Legacy",
    subkeys: [],
    userIDs: { email: "t@team.example" },
    date: now,
  });
  await expect(imported(signer.privateKey)).rejects.toEqual(refusal("key.not-usable"));
  const armoredKey = await revokeOwnKey(ours.armoredPrivate, "superseded", now);
  const { revocationSignatures } = await readKey({ armoredKey });
  const revoked = await readPrivateKey({ armoredKey: ours.armoredPrivate });
  const copy = await reformatKey({
    privateKey: revoked,
    userIDs: [{ email: "psirt@team.example" }],
    date: now,
    format: "object",
  });
  copy.privateKey.revocationSignatures = revocationSignatures;
  await expect(imported(copy.privateKey.armor())).rejects.toEqual(refusal("key.revoked"));
});

test("an extended key is the same key with a later end", async () => {
  const later = await extendOwnKey(ours.armoredPrivate, days(800), now);
  const facts = await readPublicKey(later.armoredPublic, now);
  expect(facts).toMatchObject({ fingerprint: ours.fingerprint, runsOut: days(800) });
  expect(facts.userIds).toHaveLength(2);
  const ran = await makeKeyPair({
    name: "T",
    email: "t@team.example",
    now: days(-2),
    validForSeconds: 86_400,
  });
  const alive = await extendOwnKey(ran.armoredPrivate, days(30), now);
  expect(await readPublicKey(alive.armoredPublic, now)).toMatchObject({ canEncrypt: true });
});

test("a key with a part that was revoked is not extended", async () => {
  const key = await readPrivateKey({ armoredKey: ours.armoredPrivate });
  const [subkey] = key.subkeys;
  if (!subkey) throw new Error("a key without a subkey");
  key.subkeys = [await subkey.revoke(key.keyPacket as SecretKeyPacket, {}, now)];
  await expect(extendOwnKey(key.armor(), days(800), now)).rejects.toEqual(
    refusal("key.not-extendable"),
  );
});

describe.skipIf(!hasGnuPg())("[ALE-11, ALE-46, ALE-47] GnuPG", () => {
  let gpg: GnuPg;
  beforeAll(() => {
    gpg = startGnuPg();
  });
  afterAll(() => gpg.remove());

  test("takes the published key of both kinds, and what it encrypts we read", async () => {
    const rsa = await makeKeyPair({
      name: "Team",
      email: "rsa@team.example",
      now,
      kind: "rsa-4096",
    });
    for (const made of [ours, rsa]) {
      expect(gpg.run(["--import"], made.armoredPublic).ok).toBe(true);
      const to = ["--armor", "--recipient", made.fingerprint, "--encrypt"];
      const { out } = gpg.run(to, "a probe");
      const { data } = await decrypt({
        message: await readMessage({ armoredMessage: out.toString() }),
        decryptionKeys: await openOwnKey({ armored: made.armoredPrivate }),
        date: days(1),
      });
      expect(data).toBe("a probe");
    }
  });

  test("takes what the Web Key Directory serves, and verifies what is clear-signed", async () => {
    expect(gpg.run(["--import"], await wkdKey(ours.armoredPublic)).ok).toBe(true);
    const signed = await clearSigned(
      "Contact: mailto:psirt@team.example\n",
      { armored: ours.armoredPrivate },
      now,
    );
    expect(gpg.run(["--verify"], signed).status).toContain(`VALIDSIG ${ours.fingerprint}`);
  });

  test("finds both signatures under the statement that hands one key over to the next", async () => {
    const next = await makeKeyPair({ name: "Team", email: "psirt@team.example", now });
    gpg.run(["--import"], next.armoredPublic);
    const both = [ours.armoredPrivate, next.armoredPrivate];
    const { ok, status } = gpg.run(["--verify"], await signByAll("We change keys.", both, now));
    expect(ok).toBe(true);
    for (const { fingerprint } of [ours, next]) {
      expect(status).toContain(`VALIDSIG ${fingerprint}`);
    }
  });

  test("takes the later end, and the revocation that the key page and the certificate carry", async () => {
    const { armoredPublic } = await extendOwnKey(ours.armoredPrivate, days(800), now);
    gpg.run(["--import"], armoredPublic);
    const listed = () =>
      gpg.run(["--with-colons", "--list-keys", ours.fingerprint]).out.toString().split(":");
    expect(listed()).toContain(String(days(800).getTime() / 1000));
    const elsewhere = await makeKeyPair({ name: "Team", email: "old@team.example", now });
    gpg.run(["--import"], elsewhere.armoredPublic);
    gpg.run(["--import"], elsewhere.revocationCertificate);
    const state = (fingerprint: string) =>
      /^pub:(.)/m.exec(gpg.run(["--with-colons", "--list-keys", fingerprint]).out.toString())?.[1];
    expect(state(elsewhere.fingerprint)).toBe("r");
    gpg.run(["--import"], await revokeOwnKey(ours.armoredPrivate, "compromised", now));
    expect(state(ours.fingerprint)).toBe("r");
  });

  test("hands its own keys over, and a key without its primary half is not taken", async () => {
    const fingerprint = gpg.makeKey("Team <made@team.example>", "future-default");
    const whole = gpg.run(["--armor", "--export-secret-keys", fingerprint]).out.toString();
    const soon = new Date(Date.now() + 60_000);
    expect(await importOwnKey(whole, undefined, soon)).toMatchObject({
      fingerprint,
      addresses: ["made@team.example"],
    });
    const part = gpg.run(["--armor", "--export-secret-subkeys", fingerprint]).out.toString();
    await expect(imported(part)).rejects.toEqual(refusal("key.no-private-half"));
  });
});
