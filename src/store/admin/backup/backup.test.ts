import { randomBytes } from "node:crypto";
import {
  copyFile,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext, theWorker } from "../../../../test/support/context.ts";
import { freshDatabase, type TestDatabase } from "../../../../test/support/database.ts";
import { type TestTasks, testTasks } from "../../../../test/support/tasks.ts";
import { walk } from "../../../../test/support/walk.ts";
import { makeCheckpoint } from "../../../actions/checkpoints/make-checkpoint.ts";
import { ensureOwnKeys } from "../../../actions/keys/ensure-own-keys.ts";
import { csafLayout } from "../../../formats/csaf/csaf-layout.ts";
import { makeKeyPair } from "../../../formats/mail/keys.ts";
import { appendHouseEvent } from "../../events/writer.ts";
import { ensureHashRoot } from "../../keys/hash-root.ts";
import { owe } from "../../outbox/writer.ts";
import { masterKeyFrom } from "../../sealing/master-key.ts";
import { houseScope } from "../../seals/sealed-tables.ts";
import type { DatabaseServer } from "../../server/database-server.ts";
import type { VerifyFinding } from "../verification.ts";
import { verify } from "../verify.ts";
import { type BackupSources, makeBackup } from "./backup.ts";
import { closeByPassphrase, openByPassphrase } from "./closed-keys.ts";
import { backupKeyOf, openBackup, readContents } from "./read-backup.ts";
import { type RestoreOptions, restoreBackup } from "./restore.ts";

const random = (count: number) => new Uint8Array(randomBytes(count));
const first = random(32);
const keys = { current: first, former: [] };
const now = new Date("2026-03-12T08:00:00Z");

let house: TestContext;
let tasks: TestTasks;
let folder: string;
let from: BackupSources;
let made: string;

const serverOf = (database: TestDatabase): DatabaseServer => ({
  kind: "embedded",
  connectionFor: (role) => database.connectionFor(role),
  async stop() {},
});

beforeAll(async () => {
  house = await testContext({ masterKey: masterKeyFrom(first) });
  const { context } = house;
  tasks = await testTasks(house);
  folder = await mkdtemp(join(tmpdir(), "parley-backup-"));
  await context.transaction(theWorker, (tx) =>
    ensureHashRoot(tx, keys, { now, nonce: random(12) }),
  );
  await walk(house, tasks);
  await ensureOwnKeys(context, { makeKeyPair });
  const dataDirectory = join(folder, "data");
  await mkdir(join(dataDirectory, "files", "0a"), { recursive: true });
  await mkdir(join(dataDirectory, "postgres"));
  await writeFile(join(dataDirectory, "files", "0a", "one.sealed"), random(3_000_000));
  await writeFile(join(dataDirectory, "files", "0a", "two.sealed.partial"), "unfinished");
  await writeFile(join(dataDirectory, "postgres", "PG_VERSION"), "18");
  const checkpointFile = join(dataDirectory, "checkpoints.jsonl");
  await makeCheckpoint(context, checkpointFile);
  from = {
    ...{ database: serverOf(house.database), masterKey: context.masterKey, dataDirectory },
    ...{ checkpointFile, erasureFile: join(dataDirectory, "erasures.jsonl") },
    ...{ demonstration: false, policies: [{ name: "ours.yaml", text: "name: ours\n" }] },
  };
  made = await backup("made.backup");
});
afterAll(async () => {
  await tasks.close();
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

async function backup(name: string, change: Partial<Parameters<typeof makeBackup>[1]> = {}) {
  const path = join(folder, name);
  await makeBackup(from, {
    ...{ path, overwrite: false, now, version: "0.1.0", keys: [], randomBytes: random },
    progress() {},
    ...change,
  });
  return path;
}

async function restored(path: string, change: Partial<RestoreOptions> & { into?: Elsewhere } = {}) {
  const { into = await elsewhere(), ...options } = change;
  const file = await openBackup(path);
  const findings: VerifyFinding[] = [];
  try {
    const summary = await restoreBackup(file, into.to, {
      ...{ backupKey: backupKeyOf(file, options.keys ?? keys), keys, force: false, accept: false },
      ...{ now, keepTokens: false, layout: csafLayout, prepare: async () => {}, progress() {} },
      report: (finding) => findings.push(finding),
      ...options,
    });
    return { into, summary, findings };
  } finally {
    await file.close();
  }
}

type Elsewhere = Awaited<ReturnType<typeof elsewhere>>;
const opened: TestDatabase[] = [];
afterAll(() => Promise.all(opened.map((database) => database.close())));

async function elsewhere() {
  const database = await freshDatabase();
  opened.push(database);
  const dataDirectory = await mkdtemp(join(folder, "elsewhere-"));
  const checkpointFile = join(dataDirectory, "checkpoints.jsonl");
  const erasureFile = join(dataDirectory, "erasures.jsonl");
  return {
    database,
    to: { database: serverOf(database), dataDirectory, checkpointFile, erasureFile },
  };
}

/** What a restore itself writes: its event, in the stream and under the seals of the house. */
const written: Readonly<Record<string, string>> = {
  events: "x.type <> 'backup.restored'",
  streams: "x.case_id is not null",
  seals: `x.scope <> '${houseScope}'`,
};

/** Every row of every table but what a restore writes, as one hash a table. */
async function contentsOf(database: TestDatabase): Promise<Map<string, string>> {
  const admin = new pg.Client(database.connectionFor("admin"));
  await admin.connect();
  const tables = await admin.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
  );
  const found = new Map<string, string>();
  for (const { name } of tables.rows) {
    // When a migration was applied is told anew.
    const skip = name === "migrations" ? " - 'applied_at'" : "";
    const { rows } = await admin.query<{ sum: string; count: string }>(
      `select count(*) as count, md5(coalesce(string_agg(t, '' order by t), '')) as sum
         from (select (to_jsonb(x)${skip})::text as t from ${name} x
                where ${written[name] ?? "true"}) s`,
    );
    found.set(name, `${rows[0]?.count} ${rows[0]?.sum}`);
  }
  await admin.end();
  return found;
}

test("what is restored elsewhere is the same row by row, verifies, and every key of it opens", async () => {
  const { into, summary, findings } = await restored(made);
  expect(findings).toEqual([]);
  expect(summary).toMatchObject({ unopened: 0, accepted: null, migrated: [], files: 1 });
  expect(summary.verified).toMatchObject({ findings: 0 });
  expect(summary.verified?.events).toBeGreaterThan(30);
  const [before, after] = [await contentsOf(house.database), await contentsOf(into.database)];
  expect(after.size).toBeGreaterThan(40);
  expect(after).toEqual(before);
  const file = join("files", "0a", "one.sealed");
  const sealed = await readFile(join(from.dataDirectory, file));
  expect((await readFile(join(into.to.dataDirectory, file))).equals(sealed)).toBe(true);
  expect((await readdir(into.to.dataDirectory)).sort()).toEqual([
    "checkpoints.jsonl",
    "files",
    "policies",
  ]);
  expect(await readdir(join(into.to.dataDirectory, "files", "0a"))).toEqual(["one.sealed"]);
});

test("constraints, triggers and numbers go on where they were", async () => {
  const { into } = await restored(made);
  const shapeOf = async (database: TestDatabase) => {
    const admin = new pg.Client(database.connectionFor("admin"));
    await admin.connect();
    const { rows } = await admin.query(
      `select conrelid::regclass::text as on, conname as name, pg_get_constraintdef(oid) as is
         from pg_constraint where connamespace = 'public'::regnamespace
       union all
       select tgrelid::regclass::text, tgname, tgenabled::text from pg_trigger where not tgisinternal
       order by 1, 2, 3`,
    );
    await admin.end();
    return rows;
  };
  expect(await shapeOf(into.database)).toEqual(await shapeOf(house.database));
  const worker = new pg.Client(into.database.connectionFor("worker"));
  await worker.connect();
  const { rows } = await worker.query(
    "insert into checkpoints (at, root) values (now(), '\\x00') returning checkpoint_id as id",
  );
  const { rows: known } = await worker.query("select count(*)::int as count from checkpoints");
  expect(Number(rows[0].id)).toBe(known[0].count);
  await worker.end();
});

test("what was owed when the backup was made is owed again", async () => {
  const { context } = house;
  await context.transaction(theWorker, (tx) => owe(context, tx, "notify"));
  const { into } = await restored(await backup("owing.backup"));
  const worker = new pg.Client(into.database.connectionFor("worker"));
  await worker.connect();
  const { rows } = await worker.query("select task from outbox order by outbox_id");
  expect(rows.at(-1)).toEqual({ task: "notify" });
  await worker.end();
  await house.pools.worker.query("delete from outbox");
});

test("a backup shows its date and the name of its key, and no word, id or table of what it holds", async () => {
  const bytes = await readFile(made);
  expect((await stat(made)).mode & 0o777).toBe(0o600);
  const file = await openBackup(made);
  await file.close();
  const shown = bytes.subarray(0, 1_000).toString("latin1");
  expect(shown).toContain(file.header.masterKeyId);
  for (const word of ["case_members", "access_events", "PSIRT-20", "manifest", "PGCOPY\n"]) {
    expect(bytes.includes(word), word).toBe(false);
  }
});

test("another master key opens nothing, and says which one is needed", async () => {
  const other = { current: random(32), former: [] };
  await expect(restored(made, { keys: other })).rejects.toMatchObject({
    code: "backup.other-key",
    details: { id: house.context.masterKey.id },
  });
});

test("a former master key that is still at hand opens a backup from before the rotation", async () => {
  const rotated = { current: random(32), former: [first] };
  expect((await restored(made, { keys: rotated })).summary.unopened).toBe(0);
});

test("a backup that was cut off or changed anywhere is refused before anything is touched", async () => {
  const bytes = await readFile(made);
  const bad = join(folder, "bad.backup");
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: bytes.length - 1 }),
      fc.constantFrom("cut", "flip", "more"),
      async (at, how) => {
        const changed = Buffer.from(how === "cut" ? bytes.subarray(0, at) : bytes);
        if (how === "flip") changed.writeUInt8((changed.readUInt8(at) + 1) % 256, at);
        await writeFile(bad, how === "more" ? Buffer.concat([changed, random(1)]) : changed);
        const read = async () => {
          const file = await openBackup(bad);
          try {
            await readContents(file.frames(backupKeyOf(file, keys)), () => {});
          } finally {
            await file.close();
          }
        };
        await expect(read()).rejects.toMatchObject({ name: "Refusal" });
      },
    ),
    { numRuns: 60 },
  );
});

test("what is no backup, or one of another form or version, is refused in a sentence", async () => {
  const bad = join(folder, "other.backup");
  const bytes = await readFile(made);
  const cases: [string, Buffer][] = [
    ["backup.not-one", Buffer.from("")],
    ["backup.not-one", Buffer.from("PGDMP")],
    ["backup.other-form", Buffer.concat([Buffer.from("parley-backup 7\n"), bytes.subarray(16)])],
    ["backup.damaged", bytes.subarray(0, 40)],
  ];
  for (const [code, content] of cases) {
    await writeFile(bad, content);
    await expect(openBackup(bad), code).rejects.toMatchObject({ code });
  }
  await expect(openBackup(join(folder, "absent"))).rejects.toMatchObject({
    code: "backup.unreadable",
  });
  const admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
  await admin.query("insert into migrations values ('9999_later.sql', 'x', now())");
  const later = await backup("later.backup");
  await admin.query("delete from migrations where name = '9999_later.sql'");
  await admin.end();
  await expect(restored(later)).rejects.toMatchObject({ code: "backup.other-version" });
});

test("data that is there is replaced only where that is asked for, and then all of it", async () => {
  const { into } = await restored(made);
  await expect(restored(made, { into })).rejects.toMatchObject({ code: "restore.not-empty" });
  await writeFile(join(into.to.dataDirectory, "files", "0a", "later.sealed"), "later");
  await restored(made, { into, force: true });
  expect(await contentsOf(into.database)).toEqual(await contentsOf(house.database));
  expect(await readdir(join(into.to.dataDirectory, "files", "0a"))).toEqual(["one.sealed"]);
});

test("a restore that fails in its middle leaves no row and no file", async () => {
  const into = await elsewhere();
  const progress = (what: string, bytes: number) => {
    if (what === "restored" && bytes > 3_000_000) throw new Error("killed");
  };
  await expect(restored(made, { into, progress })).rejects.toThrow("killed");
  expect(await readdir(into.to.dataDirectory)).toEqual([]);
  const again = await restored(made, { into });
  expect(again.summary.verified?.findings).toBe(0);
});

test("a full disk leaves no half a backup, and says so", async () => {
  const full = await open("/dev/full", "w").catch(() => undefined);
  if (!full) {
    console.log("skipped: this system has no /dev/full");
    return;
  }
  await full.close();
  const failing = backup("full.backup", {
    progress() {
      throw Object.assign(new Error("no space"), { code: "ENOSPC" });
    },
  });
  await expect(failing).rejects.toMatchObject({ code: "backup.disk-full" });
  expect(await readdir(folder)).not.toContain("full.backup.partial");
  await expect(backup("made.backup")).rejects.toMatchObject({ code: "backup.exists" });
  await expect(backup("no/such/folder")).rejects.toMatchObject({ code: "backup.unwritable" });
});

test("keys travel with a backup only closed: by a passphrase, which alone opens them", async () => {
  const closed = await closeByPassphrase(keys, "correct horse battery", random, 2 ** 12);
  const path = await backup("with-keys.backup", { keys: [closed] });
  const file = await openBackup(path);
  await file.close();
  const [found] = file.header.keys;
  if (found?.kind !== "passphrase") throw new Error("no keys");
  expect(await openByPassphrase(found, "correct horse battery")).toEqual({
    current: first,
    former: [],
  });
  await expect(openByPassphrase(found, "Correct horse battery")).rejects.toMatchObject({
    code: "backup.passphrase-wrong",
  });
  const asked = { ...found, cost: 2 ** 40 };
  await expect(openByPassphrase(asked, "x")).rejects.toMatchObject({
    code: "backup.passphrase-wrong",
  });
  expect((await readFile(made)).includes(Buffer.from(first).toString("hex"))).toBe(false);
});

test("a backup older than the checkpoint file is taken only knowingly, and that stays recorded", async () => {
  const into = await elsewhere();
  const { context } = house;
  await context.transaction(theWorker, (tx) =>
    appendHouseEvent(context, tx, { type: "test.done", body: {} }),
  );
  await makeCheckpoint(context, from.checkpointFile);
  await copyFile(from.checkpointFile, into.to.checkpointFile);
  await expect(restored(made, { into })).rejects.toMatchObject({ code: "restore.older" });
  const { summary, findings } = await restored(made, { into, accept: true });
  expect(findings).toEqual([]);
  expect(summary).toMatchObject({ accepted: 2 });
  const worker = new pg.Client(into.database.connectionFor("worker"));
  await worker.connect();
  const { rows } = await worker.query(
    "select body from events where type = 'backup.accepted' limit 9",
  );
  expect(rows.map(({ body }) => JSON.parse(body))).toMatchObject([{ signed: 2, stored: 1 }]);
  await worker.end();
  // Once accepted, it is as it should be, and stays so.
  const again: unknown[] = [];
  await verify(
    {
      connection: into.database.connectionFor("keeper"),
      masterKey: context.masterKey,
      checkpointFile: into.to.checkpointFile,
      layout: csafLayout,
    },
    (finding) => again.push(finding),
  );
  expect(again).toEqual([]);
});
