import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext, theWorker } from "../../test/support/context.ts";
import { Refusal } from "../core/refusal.ts";
import { inTransaction } from "./transaction.ts";

let house: TestContext;
beforeAll(async () => {
  house = await testContext();
});
afterAll(() => house.close());

/** Cuts the connection of another transaction and waits until its client has noticed. */
async function cut(pid: number): Promise<void> {
  // As the administrator: on a foreign server ours is the session of a superuser in a lesser role.
  const admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
  await admin.query("select pg_terminate_backend($1)", [pid]).finally(() => admin.end());
  // The server's goodbye is read at the latest with the next round trip.
  for (let round = 0; round < 20; round += 1) await house.pools.worker.query("select 1");
}

test("a connection that is cut in the middle of a transaction is an outage, not the end of the process", async () => {
  const work = house.context.transaction(theWorker, async (tx) => {
    const row = await tx.first<{ pid: number }>("select pg_backend_pid() as pid");
    await cut(row?.pid ?? 0);
    return tx.first("select 1");
  });
  await expect(work).rejects.toThrow(Refusal);
  expect(await house.context.transaction(theWorker, (tx) => tx.first("select 1 as one"))).toEqual({
    one: 1,
  });
});

test("a server that lets a statement wait too long is away, and its connection is not used again", async () => {
  const worker = new pg.Pool({
    ...house.database.connectionFor("worker"),
    max: 1,
    pipeline: true,
    query_timeout: 200,
  });
  try {
    const run = (sql: string) =>
      inTransaction({ app: worker, worker }, new Date(0), theWorker, (tx) => tx.first(sql));
    await expect(run("select pg_sleep(30)")).rejects.toMatchObject({ code: "service.busy" });
    expect(await run("select 1 as one")).toEqual({ one: 1 });
  } finally {
    await worker.end();
  }
});
