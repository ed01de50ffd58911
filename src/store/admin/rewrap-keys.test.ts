import { randomBytes } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { type Walked, walk } from "../../../test/support/walk.ts";
import { ensureOwnKeys } from "../../actions/keys/ensure-own-keys.ts";
import { staffSide } from "../../core/cases/sides.ts";
import { csafLayout } from "../../formats/csaf/csaf-layout.ts";
import { makeKeyPair } from "../../formats/mail/keys.ts";
import { ensureHashRoot, masterKeyOn } from "../keys/hash-root.ts";
import { privateKeysOf } from "../keys/reader.ts";
import { wrapTables } from "../keys/wrap-tables.ts";
import type { MasterKeys } from "../sealing/master-key.ts";
import { masterKeyFrom, masterKeyId } from "../sealing/master-key.ts";
import { grantKey, keysOf, newObjectKey } from "../sealing/object-keys.ts";
import { masterKeyOfDatabase } from "./open-database.ts";
import { countWraps, rewrapKeys } from "./rewrap-keys.ts";
import { verify } from "./verify.ts";

const first = new Uint8Array(randomBytes(32));
const second = new Uint8Array(randomBytes(32));
const third = new Uint8Array(randomBytes(32));
const random = (count: number) => new Uint8Array(randomBytes(count));

let house: TestContext;
let tasks: TestTasks;
let walked: Walked;
let keeper: pg.PoolConfig;
let admin: pg.Client;

beforeAll(async () => {
  // The test's own first key, so that it can be thrown away.
  house = await testContext({ masterKey: masterKeyFrom(first) });
  tasks = await testTasks(house);
  walked = await walk(house, tasks);
  await ensureOwnKeys(house.context, { makeKeyPair });
  keeper = house.database.connectionFor("keeper");
  admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await tasks.close();
  await house.close();
});

const rooted = (keys: MasterKeys) =>
  house.context.transaction(theWorker, async (tx) => {
    await ensureHashRoot(tx, keys, { now: house.context.now(), nonce: random(12) });
    return masterKeyOn(tx, keys);
  });

async function everythingOpens(keys: MasterKeys): Promise<number> {
  const masterKey = await masterKeyOfDatabase(keys, keeper);
  const context = { ...house.context, masterKey };
  const { rows } = await admin.query<{ id: string }>(
    "select distinct object_id as id from key_wraps",
  );
  const ids = rows.map(({ id }) => id);
  const opened = await context.transaction(theWorker, (tx) => keysOf(context, tx, ids));
  expect(opened.size).toBe(ids.length);
  for (const purpose of ["mail", "advisory"] as const) {
    const own = await context.transaction(theWorker, (tx) => privateKeysOf(context, tx, purpose));
    expect(own[0]?.armored).toContain("PRIVATE KEY");
  }
  const checkpointFile = join(house.directory, "checkpoints.jsonl");
  const findings: unknown[] = [];
  const options = { connection: keeper, masterKey, checkpointFile, layout: csafLayout };
  await verify(options, (finding) => findings.push(finding));
  expect(findings).toEqual([]);
  return opened.size;
}

test("every table with a wrapped key is on the list that a rotation follows", async () => {
  const { rows } = await admin.query<{ name: string }>(
    `select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'master_key_id' order by 1`,
  );
  expect(wrapTables.map(({ table }) => table)).toEqual(rows.map(({ name }) => name));
});

test("a rotation that is killed in its middle is finished by the next, and the old key opens nothing more", async () => {
  await rooted({ current: first, former: [] });
  const before = house.context.masterKey.hash("search-tokens", "gateway");
  const keys = { current: second, former: [first] };
  const masterKey = await rooted(keys);
  expect(masterKey.hash("search-tokens", "gateway")).toEqual(before);
  expect(Object.keys(await countWraps(keeper))).toEqual([masterKeyId(first)]);

  const killed = rewrapKeys({
    ...{ connection: keeper, masterKey, randomBytes: random, batch: 3 },
    progress: (done) => {
      if (done > 7) throw new Error("killed");
    },
  });
  await expect(killed).rejects.toThrow("killed");
  const halfway = await countWraps(keeper);
  expect(halfway[masterKeyId(first)]).toBeGreaterThan(0);
  expect(halfway[masterKeyId(second)]).toBeGreaterThan(7);
  // Half under one key and half under the other, everything is at hand.
  await everythingOpens(keys);

  const told: number[] = [];
  const progress = (done: number, of: number) => told.push(of - done);
  const done = await rewrapKeys({ connection: keeper, masterKey, randomBytes: random, progress });
  expect(done).toBe(halfway[masterKeyId(first)]);
  expect(told.at(-1)).toBe(0);
  expect(Object.keys(await countWraps(keeper))).toEqual([masterKeyId(second)]);

  // The first key is destroyed: nothing needs it, hashes and chains are what they were.
  expect(await everythingOpens({ current: second, former: [] })).toBeGreaterThan(3);
  await expect(rooted({ current: first, former: [] })).rejects.toMatchObject({
    code: "key.master-wrong",
  });
});

test("what a slow deed wrote under the old key behind a rotation is found by the next run", async () => {
  const masterKey = await rooted({ current: third, former: [second] });
  const rewrap = () =>
    rewrapKeys({ connection: keeper, masterKey, randomBytes: random, progress() {} });
  expect(await rewrap()).toBeGreaterThan(3);
  const slow = { ...house.context, masterKey: await rooted({ current: second, former: [third] }) };
  const to = { caseId: walked.caseId, sideId: staffSide };
  await slow.transaction(theWorker, (tx) =>
    grantKey(slow, tx, newObjectKey(slow, slow.newId()), to),
  );
  expect((await countWraps(keeper))[masterKeyId(second)]).toBe(1);
  expect(await rewrap()).toBe(1);
  expect(Object.keys(await countWraps(keeper))).toEqual([masterKeyId(third)]);
  await everythingOpens({ current: third, former: [] });
});

test("content, hashes and MACs are not touched: only wraps are", async () => {
  const fingerprint = async () => {
    const { rows } = await admin.query(
      `select md5(string_agg(e::text, '' order by e.event_id)) as events,
              (select md5(string_agg(c::text, '' order by c.case_id)) from cases c) as cases,
              (select md5(string_agg(r::text, '' order by r.report_id)) from reports r) as reports,
              (select md5(string_agg(t.token::text, '' order by t.token, t.case_id))
                 from case_tokens t) as tokens
         from events e`,
    );
    return rows[0];
  };
  const before = await fingerprint();
  const masterKey = await rooted({ current: first, former: [third] });
  await rewrapKeys({ connection: keeper, masterKey, randomBytes: random, progress() {} });
  expect(await fingerprint()).toEqual(before);
});
