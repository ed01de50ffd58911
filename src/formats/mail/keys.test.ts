import { expect, test } from "vitest";
import {
  keysMade,
  ownKey,
  readAt,
  reporter,
  sentAt,
  stranger,
  team,
} from "../../../test/support/mail.ts";
import { detachedSignature, verifyDetached } from "./detached-signature.ts";
import { makeKeyPair, readPublicKey } from "./keys.ts";
import { wkdHash, wkdKey } from "./wkd.ts";

test("a public key is described by its full fingerprint, owner and dates", async () => {
  const pair = await makeKeyPair({
    name: "Team",
    email: "psirt@team.example",
    now: keysMade,
    validForSeconds: 86_400,
  });
  const now = new Date("2026-01-01T12:00:00Z");
  expect(await readPublicKey(pair.armoredPublic, now)).toMatchObject({
    fingerprint: expect.stringMatching(/^[0-9A-F]{40}$/),
    userIds: ["Team <psirt@team.example>"],
    created: keysMade,
    expires: new Date("2026-01-02T00:00:00Z"),
    revoked: false,
    canEncrypt: true,
  });
  const later = await readPublicKey(pair.armoredPublic, readAt);
  expect(later).toMatchObject({ fingerprint: pair.fingerprint, canEncrypt: false });
});

test("a key is read from its binary form as well", async () => {
  const facts = await readPublicKey(await wkdKey(team.armoredPublic), readAt);
  expect(facts).toMatchObject({ fingerprint: team.fingerprint, expires: null });
});

test.each([
  ["", "mail.key-unreadable"],
  [
    "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----",
    "mail.key-unreadable",
  ],
  [team.armoredPrivate, "mail.key-is-private"],
])("what is no public key is refused", async (text, code) => {
  await expect(readPublicKey(text, readAt)).rejects.toMatchObject({ name: "Refusal", code });
});

test("a private key opens with its passphrase only", async () => {
  const now = keysMade;
  const pair = await makeKeyPair({ name: "T", email: "t@team.example", now, passphrase: "right" });
  const sign = (passphrase?: string) =>
    detachedSignature(
      new Uint8Array([1]),
      { armored: pair.armoredPrivate, ...(passphrase === undefined ? {} : { passphrase }) },
      sentAt,
    );
  await expect(sign("right")).resolves.toContain("BEGIN PGP SIGNATURE");
  await expect(sign("wrong")).rejects.toMatchObject({ code: "mail.key-locked" });
  await expect(sign()).rejects.toMatchObject({ code: "mail.key-locked" });
});

test("a detached signature is good for its bytes and key, and for no other", async () => {
  const bytes = Buffer.from("advisory");
  const signature = await detachedSignature(bytes, ownKey(team), sentAt);
  const check = (data: Uint8Array, trust: string) =>
    verifyDetached(data, signature, [trust], readAt);
  expect(await check(bytes, team.armoredPublic)).toEqual({
    state: "good",
    fingerprint: team.fingerprint,
  });
  expect((await check(Buffer.from("Advisory"), team.armoredPublic)).state).toBe("bad");
  expect(await check(bytes, stranger.armoredPublic)).toEqual({
    state: "unknown-key",
    fingerprint: team.fingerprint,
  });
  const before = new Date("2025-12-01T00:00:00Z");
  const early = await verifyDetached(bytes, signature, [team.armoredPublic], before);
  expect(early.state).toBe("bad");
  expect((await check(bytes, reporter.armoredPublic)).state).toBe("unknown-key");
});

test.each([
  ["joe.doe", "iy9q119eutrkn8s1mk4r39qejnbu3n5q"],
  ["Joe.Doe", "iy9q119eutrkn8s1mk4r39qejnbu3n5q"],
  ["psirt", "4tz7q7ge5mwz5sjx4yatrzhqs37873ts"],
])("WKD publishes the key of %s under its hash", (localPart, hash) => {
  expect(wkdHash(localPart)).toBe(hash);
});
