import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext, theWorker } from "../../test/support/context.ts";
import { headOf } from "./cases/head-reader.ts";

let house: TestContext;
beforeAll(async () => {
  house = await testContext();
});
afterAll(() => house.close());

test("a transaction that the database gave up is never taken for one that is stored", async () => {
  const swallowing = house.context.transaction(theWorker, async (tx) => {
    await tx.run("insert into number_series (series, last_number) values ('of a test', 1)");
    // Somebody catches what they expect, and PostgreSQL answers the commit with a rollback.
    await tx.run("select 1 / 0").catch(() => undefined);
    return "received";
  });
  await expect(swallowing).rejects.toThrow("nothing of it is stored");
  const kept = await house.context.transaction(theWorker, (tx) =>
    tx.first("select 1 from number_series where series = 'of a test'"),
  );
  expect(kept).toBeUndefined();
});

test("a reference that no text can be is a case that is not there", async () => {
  const found = await house.context.transaction(theWorker, (tx) => headOf(tx, "PSIRT-2026-\0"));
  expect(found).toBeUndefined();
});
