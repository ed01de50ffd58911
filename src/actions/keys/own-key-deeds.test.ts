import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  aColleague,
  anyone,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { composeMail } from "../../formats/mail/compose-mail.ts";
import { makeKeyPair, readPublicKey } from "../../formats/mail/keys.ts";
import { ownKeyTools } from "../../formats/mail/own-key-tools.ts";
import { readMail } from "../../formats/mail/read-mail.ts";
import { houseStream } from "../../store/events/writer.ts";
import { ownKeys, privateKeysOf, publicKeysOf } from "../../store/keys/reader.ts";
import { perform } from "../action.ts";
import { ensureOwnKeys } from "./ensure-own-keys.ts";
import { extendOwnKey } from "./extend-own-key.ts";
import { importOwnKey } from "./import-own-key.ts";
import { makeOwnKey } from "./make-own-key.ts";
import { readRevocationCertificate } from "./read-revocation-certificate.ts";
import { revokeOwnKey } from "./revoke-own-key.ts";
import { rotateOwnKey } from "./rotate-own-key.ts";

const administrator = aColleague("administrator");

let house: TestContext;
beforeAll(async () => {
  house = await testContext();
  await ensureOwnKeys(house.context, ownKeyTools);
});
beforeEach(() => house.passSeconds(60));
afterAll(() => house.close());

const published = (purpose: "mail" | "advisory") =>
  house.context.transaction(anyone, (tx) => publicKeysOf(tx, purpose));
const refusal = (code: string) => expect.objectContaining({ name: "Refusal", code });

async function mailKey() {
  const [key] = await published("mail");
  if (!key) throw new Error("there is no mail key");
  return key;
}

async function lastEvent() {
  const { rows } = await house.pools.worker.query<{ type: string; body: string }>(
    "select type, body from events where stream_id = $1 order by seq desc limit 1",
    [houseStream],
  );
  return { type: rows[0]?.type, body: JSON.parse(rows[0]?.body ?? "{}") };
}

async function opens(publicKey: string, writtenAt?: Date): Promise<boolean> {
  const { context } = house;
  const now = writtenAt ?? context.now();
  const raw = await composeMail(
    {
      from: { address: "finder@lab.example" },
      to: [{ address: "psirt@ale.example" }],
      subject: "Report",
      messageId: `<${context.newId()}@lab.example>`,
      date: now,
      text: "what was found",
    },
    { encryptTo: [publicKey] },
  );
  const keys = await context.transaction(theWorker, (tx) => privateKeysOf(context, tx, "mail"));
  const mail = await readMail(raw, { own: keys, trust: [], now: context.now() });
  return mail.encrypted && mail.decrypted && mail.text.includes("what was found");
}

test("a key is made for further addresses and leaves the one for reports alone", async () => {
  const before = await mailKey();
  const { keyId, fingerprint } = await perform(house.context, makeOwnKey, administrator, {
    addresses: "CNA-Coordinator@ale.example, root@ale.example",
  });
  const keys = await published("mail");
  expect(keys[0]?.keyId).toBe(before.keyId);
  const made = keys.find((each) => each.keyId === keyId);
  expect(made).toMatchObject({
    fingerprint,
    addresses: ["cna-coordinator@ale.example", "root@ale.example"],
    further: true,
    outside: false,
  });
  expect(await lastEvent()).toMatchObject({
    type: "own-key.made",
    body: { keyId, by: administrator.id },
  });
  expect(await opens(made?.publicKey ?? "")).toBe(true);
  const again = { addresses: "root@ale.example, other@ale.example" };
  await expect(perform(house.context, makeOwnKey, administrator, again)).rejects.toEqual(
    refusal("key.address-taken"),
  );
  const none = { addresses: "psirt at ale" };
  await expect(perform(house.context, makeOwnKey, administrator, none)).rejects.toEqual(
    refusal("key.no-addresses"),
  );
});

test("[ALE-47] after a rotation the old key still opens mail, and both signed that this is so", async () => {
  const old = await mailKey();
  await perform(house.context, rotateOwnKey, administrator, { keyId: old.keyId });
  const [next, ...others] = await published("mail");
  expect(next?.fingerprint).not.toBe(old.fingerprint);
  expect(next).toMatchObject({ addresses: old.addresses, further: false, retiredAt: null });
  expect(others.find(({ keyId }) => keyId === old.keyId)?.retiredAt).toEqual(house.context.now());
  for (const key of [old, next]) expect(await opens(key?.publicKey ?? "")).toBe(true);
  expect(next?.transition).toContain("BEGIN PGP SIGNED MESSAGE");
  expect(next?.transition?.replaceAll(" ", "")).toContain(old.fingerprint);
  await expect(
    perform(house.context, rotateOwnKey, administrator, { keyId: old.keyId }),
  ).rejects.toEqual(refusal("key.not-in-use"));
});

test("an extended key keeps its fingerprint, opens mail, and cannot be cut short", async () => {
  const { keyId, fingerprint } = await mailKey();
  const { until } = await perform(house.context, extendOwnKey, administrator, {
    keyId,
    months: 36,
  });
  const key = await mailKey();
  expect(key.fingerprint).toBe(fingerprint);
  const facts = await readPublicKey(key.publicKey, house.context.now());
  expect(facts.runsOut?.toISOString()).toBe(until);
  expect(await opens(key.publicKey)).toBe(true);
  await expect(
    perform(house.context, extendOwnKey, administrator, { keyId, months: 3 }),
  ).rejects.toEqual(refusal("key.until-too-soon"));
});

test("a revoked key is published as revoked, still reads, and is not the one in use", async () => {
  const { keyId } = await mailKey();
  const revoke = () =>
    perform(house.context, revokeOwnKey, administrator, { keyId, reason: "compromised" });
  await expect(revoke()).rejects.toEqual(refusal("key.in-use-still"));
  const before = await mailKey();
  await perform(house.context, rotateOwnKey, administrator, { keyId });
  await revoke();
  const revoked = (await published("mail")).find((each) => each.keyId === keyId);
  expect(revoked).toMatchObject({ revokedFor: "compromised", revokedAt: house.context.now() });
  const facts = await readPublicKey(revoked?.publicKey ?? "", house.context.now());
  expect(facts).toMatchObject({ revoked: true, canEncrypt: false });
  expect(await opens(before.publicKey)).toBe(true);
  await expect(revoke()).rejects.toEqual(refusal("key.revoked"));
});

test("the revocation certificate made with a key is handed out, and that is on record", async () => {
  const { keyId, fingerprint } = await mailKey();
  const { certificate, fileName } = await perform(
    house.context,
    readRevocationCertificate,
    administrator,
    { keyId },
  );
  expect(fileName).toBe(`revocation-${fingerprint}.asc`);
  expect(certificate).toContain("revocation certificate");
  expect(await lastEvent()).toMatchObject({ type: "own-key.certificate-read", body: { keyId } });
  const { rows } = await house.pools.worker.query("select private_sealed from own_keys");
  const stored = rows.map((row) => row.private_sealed.toString("latin1")).join();
  expect(stored).not.toContain("BEGIN PGP");
});

test("a key from elsewhere takes the place of the one for its address, passphrase typed once", async () => {
  const old = await mailKey();
  const { context } = house;
  const now = new Date(context.now().getTime() - 1000);
  const wish = { name: "ALE PSIRT", email: "psirt@ale.example", now };
  const made = await makeKeyPair({
    ...wish,
    passphrase: "typed once",
    validForSeconds: 300 * 86_400,
  });
  const bring = (armored: string, passphrase?: string) =>
    perform(context, importOwnKey, administrator, { armored, ...(passphrase && { passphrase }) });
  await expect(bring(made.armoredPrivate)).rejects.toEqual(refusal("mail.key-locked"));
  await expect(bring(made.armoredPublic)).rejects.toEqual(refusal("key.no-private-half"));
  const other = await makeKeyPair({ ...wish, email: "root@ale.example" });
  await expect(bring(other.armoredPrivate)).rejects.toEqual(refusal("key.other-addresses"));
  await bring(made.armoredPrivate, "typed once");
  const key = await mailKey();
  expect(key).toMatchObject({ fingerprint: made.fingerprint, addresses: ["psirt@ale.example"] });
  expect(key.transition?.replaceAll(" ", "")).toContain(old.fingerprint);
  expect(await opens(key.publicKey)).toBe(true);
  await expect(bring(made.armoredPrivate, "typed once")).rejects.toEqual(refusal("key.known"));
});

test("the advisory key is rotated, extended and replaced like the others", async () => {
  const [old] = await published("advisory");
  await perform(house.context, rotateOwnKey, administrator, { keyId: old?.keyId });
  const brought = await makeKeyPair({
    name: "Advisories",
    email: "psirt@ale.example",
    now: new Date(house.context.now().getTime() - 1000),
  });
  await perform(house.context, importOwnKey, administrator, {
    armored: brought.armoredPrivate,
    purpose: "advisory",
  });
  const [key, ...others] = await published("advisory");
  expect(key).toMatchObject({ fingerprint: brought.fingerprint, addresses: [] });
  expect(others.every(({ retiredAt }) => retiredAt !== null)).toBe(true);
  expect(key?.transition).toContain("OpenPGP key transition statement");
});

test("only an administrator who has just proved it changes keys, and each change refreshes the site", async () => {
  const { keyId } = await mailKey();
  const { steppedUp: _, ...before } = administrator;
  const ask = (actor: typeof before) => perform(house.context, rotateOwnKey, actor, { keyId });
  await expect(ask(before)).rejects.toEqual(refusal("access.step-up"));
  await expect(ask(aColleague("lead"))).rejects.toEqual(refusal("access.not-permitted"));
  const { rows } = await house.pools.worker.query(
    "select count(*)::int as count from outbox where task = 'refresh-site'",
  );
  const changes = (await house.context.transaction(theWorker, ownKeys)).length;
  expect(rows[0]?.count).toBeGreaterThan(changes - 2);
});

test("[ALE-47] mail that was written to a key before it ran out is read after it did, for years", async () => {
  const { keyId, publicKey } = await mailKey();
  const writtenAt = house.context.now();
  await perform(house.context, rotateOwnKey, administrator, { keyId });
  house.passSeconds(8 * 365 * 86_400);
  expect((await readPublicKey(publicKey, house.context.now())).canEncrypt).toBe(false);
  expect(await opens(publicKey, writtenAt)).toBe(true);
});
