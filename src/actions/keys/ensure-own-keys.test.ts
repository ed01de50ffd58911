import { afterAll, beforeAll, expect, test } from "vitest";
import { anyone, type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { makeKeyPair } from "../../formats/mail/keys.ts";
import { privateKeysOf, publicKeysOf } from "../../store/keys/reader.ts";
import { masterKeyFrom } from "../../store/sealing/master-key.ts";
import { ensureOwnKeys } from "./ensure-own-keys.ts";

let house: TestContext;
beforeAll(async () => {
  house = await testContext();
});
afterAll(() => house.close());

test("the first start makes a mail and an advisory key, once, however many nodes start", async () => {
  const { context } = house;
  await Promise.all([
    ensureOwnKeys(context, { makeKeyPair }),
    ensureOwnKeys(context, { makeKeyPair }),
  ]);
  for (const purpose of ["mail", "advisory"] as const) {
    const keys = await context.transaction(theWorker, (tx) => privateKeysOf(context, tx, purpose));
    expect(keys).toHaveLength(1);
    expect(keys[0]?.armored).toContain("BEGIN PGP PRIVATE KEY BLOCK");
  }
});

test("the web reads public halves only, and the private half lies sealed", async () => {
  const { context } = house;
  const [key] = await context.transaction(anyone, (tx) => publicKeysOf(tx, "mail"));
  expect(key?.publicKey).toContain("BEGIN PGP PUBLIC KEY BLOCK");
  const asWeb = context.transaction(anyone, (tx) => privateKeysOf(context, tx, "mail"));
  await expect(asWeb).rejects.toThrow("permission denied");
  const { rows } = await house.pools.worker.query("select private_sealed from own_keys");
  for (const row of rows)
    expect(row.private_sealed.toString("latin1")).not.toContain("PRIVATE KEY");
});

test("another master key is refused before anything is written under it", async () => {
  const stranger = { ...house.context, masterKey: masterKeyFrom(house.context.randomBytes(32)) };
  const start = ensureOwnKeys(stranger, { makeKeyPair });
  await expect(start).rejects.toMatchObject({ code: "key.master-wrong" });
});
