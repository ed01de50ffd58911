/** The order of a start on a database that came back from an older backup: first what was erased goes again. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Closers, newClosers } from "../../src/closers.ts";
import { readConfig } from "../../src/config.ts";
import { makeLog } from "../../src/lib/log.ts";
import { startParley } from "../../src/parley.ts";
import { ensureHashRoot } from "../../src/store/keys/hash-root.ts";
import { writeMasterKeyFile } from "../../src/store/keys/master-key-file.ts";
import { masterKeyFrom } from "../../src/store/sealing/master-key.ts";
import { keysOfCase } from "../../src/store/sealing/object-keys.ts";
import { aCase } from "../support/cases.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { freePort } from "../support/free-port.ts";

let house: TestContext;
let admin: pg.Client;
let watcher: pg.Client;
const key = new Uint8Array(randomBytes(32));
const made = newClosers();
/** Every part of the program that was opened, in its order. */
const opened: string[] = [];
const closers: Closers = {
  closeAll: made.closeAll,
  add(name, close) {
    opened.push(name);
    made.add(name, close);
  },
};
const serving = ["checkpoint", "schedule", "jobs", "command line", "web"];
const failures: string[] = [];
const log = makeLog({ level: "error", destination: { write: (line) => void failures.push(line) } });

beforeAll(async () => {
  house = await testContext({ masterKey: masterKeyFrom(key), demonstration: false });
  const { context } = house;
  const keys = { current: key, former: [] };
  await context.transaction(theWorker, (tx) =>
    ensureHashRoot(tx, keys, { now: context.now(), nonce: new Uint8Array(randomBytes(12)) }),
  );
  await writeMasterKeyFile(`${house.directory}.key`, keys);
  [admin, watcher] = [1, 2].map(() => new pg.Client(house.database.connectionFor("admin"))) as [
    pg.Client,
    pg.Client,
  ];
  await Promise.all([admin.connect(), watcher.connect()]);
});
afterAll(async () => {
  // First, so that a start which still waits for its lock can end.
  await Promise.all([admin?.end(), watcher?.end()]);
  await closers.closeAll(log);
  await house?.close();
});

function databaseUrl(): string {
  const {
    host = "",
    port = 5432,
    user = "",
    database = "",
  } = house.database.connectionFor("admin");
  const at = new URLSearchParams({ host: String(host), port: String(port) });
  return `postgresql://${user}@localhost/${database}?${at}`;
}

/** Waits until somebody waits for what `admin` holds: not for a time, for the database to say so. */
async function untilSomebodyWaits(): Promise<void> {
  const { rows } = await admin.query<{ pid: number }>("select pg_backend_pid() as pid");
  const holder = rows[0]?.pid ?? 0;
  for (;;) {
    const { rowCount } = await watcher.query(
      `select 1 from pg_stat_activity
        where datname = current_database() and $1 = any (pg_blocking_pids(pid))`,
      [holder],
    );
    if (rowCount) return;
  }
}

test("nothing is served, and no job runs, before what was erased since the backup is erased again", async () => {
  const { context } = house;
  const { caseId } = await aCase(house, "a wombat");
  // As after a restore: the log outside the database goes on where the database ends.
  await context.erasureLog.append({
    ...{ erasureId: context.newId(), caseId, scope: "content", subjectId: caseId },
    ...{ reason: "order", clause: null, policyVersion: 1, confirmedBy: null, approvedBy: null },
    ...{ dueAt: context.now().toISOString(), erasedAt: context.now().toISOString() },
  });
  const port = await freePort();
  const config = readConfig({
    ...{ PARLEY_DATA: house.directory, DATABASE_URL: databaseUrl(), PORT: String(port) },
    ...{ PARLEY_DEMO: "off", PARLEY_LMTP_PORT: "off" },
    PARLEY_MASTER_KEY_FILE: `${house.directory}.key`,
    PARLEY_CHECKPOINTS: join(house.directory, "checkpoints.jsonl"),
  });
  const keysLeft = () =>
    context.transaction(theWorker, async (tx) => (await keysOfCase(context, tx, caseId)).size);
  await admin.query("begin");
  await admin.query("select 1 from cases where case_id = $1 for update", [caseId]);
  const starting = startParley(config, log, closers);
  await Promise.race([untilSomebodyWaits(), starting]);
  expect(await keysLeft()).toBeGreaterThan(0);
  expect(opened.filter((part) => serving.includes(part))).toEqual([]);
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  const jobs = await watcher.query("select to_regclass('pgboss.job') is not null as run");
  expect(jobs.rows).toEqual([{ run: false }]);
  await admin.query("commit");
  await starting;
  expect(opened.filter((part) => serving.includes(part))).toEqual(serving);
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  expect(await keysLeft()).toBe(0);
  expect(failures).toEqual([]);
});
