import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  aColleague,
  anyone,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import type { KeyOutside } from "../../core/keys/own-key-tools.ts";
import { extendOwnKey as laterEnd } from "../../formats/mail/change-own-key.ts";
import { openKeyFile } from "../../formats/mail/key-file.ts";
import { makeKeyPair } from "../../formats/mail/keys.ts";
import { ownKeyTools } from "../../formats/mail/own-key-tools.ts";
import type { Context } from "../../store/context.ts";
import { privateKeysOf, publicKeysOf } from "../../store/keys/reader.ts";
import { perform } from "../action.ts";
import { ensureOwnKeys } from "./ensure-own-keys.ts";
import { extendOwnKey } from "./extend-own-key.ts";
import { readRevocationCertificate } from "./read-revocation-certificate.ts";
import { rotateOwnKey } from "./rotate-own-key.ts";

const administrator = aColleague("administrator");
const before = new Date("2026-01-01T00:00:00Z");
const held = new Map<string, string>();

async function pair(email: string, more = {}) {
  const made = await makeKeyPair({ name: "PSIRT", email, now: before, ...more });
  held.set(made.fingerprint, made.armoredPrivate);
  return made;
}

let house: TestContext;
beforeAll(async () => {
  house = await testContext();
});
beforeEach(() => house.passSeconds(60));
afterAll(() => house.close());

/** A start with these keys in the operator's file. */
async function start(...armored: string[]): Promise<Context> {
  const { context } = house;
  const keys: KeyOutside[] =
    armored.length === 0 ? [] : await openKeyFile(armored.join("\n"), undefined, context.now());
  const started = { ...context, keysOutside: new Map(keys.map((key) => [key.fingerprint, key])) };
  await ensureOwnKeys(started, ownKeyTools);
  return started;
}
const published = () => house.context.transaction(anyone, (tx) => publicKeysOf(tx, "mail"));
const refusal = (code: string) => expect.objectContaining({ name: "Refusal", code });

test("a key kept outside is in use, reads and signs, and its private half is never stored", async () => {
  const present = await pair("psirt@ale.example");
  const past = await pair("psirt@ale.example");
  const context = await start(present.armoredPrivate, past.armoredPrivate);
  expect(await published()).toMatchObject([
    { fingerprint: present.fingerprint, outside: true, retiredAt: null },
    { fingerprint: past.fingerprint, outside: true, retiredAt: context.now() },
  ]);
  const read = await context.transaction(theWorker, (tx) => privateKeysOf(context, tx, "mail"));
  expect(read.map(({ fingerprint }) => fingerprint)).toEqual([
    present.fingerprint,
    past.fingerprint,
  ]);
  const { rows } = await house.pools.worker.query(
    "select private_sealed from own_keys where outside",
  );
  expect(rows).toEqual([{ private_sealed: null }, { private_sealed: null }]);
  await start(present.armoredPrivate, past.armoredPrivate);
  expect(await published()).toHaveLength(2);
});

test("without its file a start is refused, for mail that comes could not be read", async () => {
  await expect(start()).rejects.toEqual(refusal("key.file-missing"));
  expect((await published())[0]?.retiredAt).toBeNull();
});

test("the next key of the file takes over, and both sign that it does", async () => {
  const [old] = await published();
  const handedOver = house.context.now();
  const next = await pair("psirt@ale.example");
  // The old private half is not in the file any more: nothing can be signed by it.
  await start(next.armoredPrivate);
  expect((await published())[0]).toMatchObject({ fingerprint: next.fingerprint, transition: null });
  const third = await pair("psirt@ale.example");
  await start(third.armoredPrivate, next.armoredPrivate);
  const [present, ...others] = await published();
  expect(present?.fingerprint).toBe(third.fingerprint);
  expect(present?.transition?.replaceAll(" ", "")).toContain(next.fingerprint);
  expect(others.find(({ keyId }) => keyId === old?.keyId)?.retiredAt).toEqual(handedOver);
});

test("a key that was extended in its file is published so, and not extended here", async () => {
  const [present] = await published();
  const context = await start(...(await fileOf()));
  const ask = { keyId: present?.keyId, months: 12 };
  await expect(perform(context, extendOwnKey, administrator, ask)).rejects.toEqual(
    refusal("key.kept-outside"),
  );
  const [armored = "", ...rest] = await fileOf();
  const until = new Date("2028-01-01T00:00:00Z");
  const later = await laterEnd(armored, until, context.now());
  await start(later.armoredPrivate, ...rest);
  expect((await published())[0]?.publicKey).toBe(later.armoredPublic);
  const { certificate } = await perform(context, readRevocationCertificate, administrator, {
    keyId: present?.keyId,
  });
  expect(certificate).toContain("revocation certificate");
});

test("what was rotated here stays so although the file still begins with the old key", async () => {
  const file = await fileOf();
  const context = await start(...file);
  const [present] = await published();
  const rotated = await perform(context, rotateOwnKey, administrator, { keyId: present?.keyId });
  await start(...file);
  const [next] = await published();
  expect(next).toMatchObject({ fingerprint: rotated.fingerprint, outside: false });
  expect(next?.transition?.replaceAll(" ", "")).toContain(present?.fingerprint);
});

test("a file of which no key can be in use stops the first start", async () => {
  const fresh = await testContext();
  const ran = await pair("psirt@ale.example", { validForSeconds: 3_600 });
  const keys = await openKeyFile(ran.armoredPrivate, undefined, fresh.context.now());
  const keysOutside = new Map(keys.map((key) => [key.fingerprint, key]));
  await expect(ensureOwnKeys({ ...fresh.context, keysOutside }, ownKeyTools)).rejects.toEqual(
    refusal("key.expired"),
  );
  await fresh.close();
});

/** What the operator has in the file by now: the key in use first. */
async function fileOf(): Promise<string[]> {
  const { rows } = await house.pools.worker.query<{ fingerprint: string }>(
    "select fingerprint from own_keys where outside order by retired_at is not null, created_at desc",
  );
  return rows.flatMap(({ fingerprint }) => held.get(fingerprint) ?? []);
}
