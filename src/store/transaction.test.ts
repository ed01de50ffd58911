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

test("what nobody only reads needs no transaction; from the first change on there is one, and it fails as a whole", async () => {
  const anyone = { kind: "anyone" } as const;
  const begunAt = () => "select now()::text as at, clock_timestamp()::text as asked";
  type Asked = { at: string; asked: string };
  const work = house.context.transaction(anyone, async (tx) => {
    const first = await tx.first<Asked>(begunAt());
    const second = await tx.first<Asked>(begunAt());
    expect(first?.at).not.toBe(second?.at);
    await tx.run("create temporary table changed (id int) on commit drop");
    const third = await tx.first<Asked>(begunAt());
    const fourth = await tx.first<Asked>(begunAt());
    expect(third?.at).toBe(fourth?.at);
    throw new Error("regretted");
  });
  await expect(work).rejects.toThrow("regretted");
  const left = await house.context.transaction(anyone, (tx) =>
    tx.first<{ oid: string | null }>("select to_regclass('changed')::text as oid"),
  );
  expect(left?.oid).toBeNull();
});

test("statements that are asked together are answered each with its own rows, and one that fails ends them all", async () => {
  const ask = (numbers: readonly number[]) =>
    house.context.transaction(theWorker, (tx) =>
      Promise.all(
        numbers.map((number) =>
          tx.first<{ n: number }>("select 12 / $1::int as n", [number], "twelve-parts"),
        ),
      ),
    );
  expect((await ask([1, 2, 3, 4])).map((row) => row?.n)).toEqual([12, 6, 4, 3]);
  await expect(ask([1, 0, 3])).rejects.toMatchObject({ code: "22012" });
  expect((await ask([6])).map((row) => row?.n)).toEqual([2]);
});
