import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aPerson } from "../../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../../test/support/context.ts";
import { freshDatabase, type TestDatabase } from "../../../../test/support/database.ts";
import { makeCheckpoint } from "../../../actions/checkpoints/make-checkpoint.ts";
import { ensureOwnKeys } from "../../../actions/keys/ensure-own-keys.ts";
import { csafLayout } from "../../../formats/csaf/csaf-layout.ts";
import { makeKeyPair } from "../../../formats/mail/keys.ts";
import { ensureHashRoot } from "../../keys/hash-root.ts";
import { insertLink } from "../../people/link-writer.ts";
import { sessionHash, sessionHolder } from "../../people/session-reader.ts";
import { insertSession } from "../../people/session-writer.ts";
import { apiTokenHash, apiTokenHolder } from "../../people/token-reader.ts";
import { insertToken } from "../../people/token-writer.ts";
import { masterKeyFrom } from "../../sealing/master-key.ts";
import type { DatabaseServer } from "../../server/database-server.ts";
import { txOn } from "../admin-connection.ts";
import type { VerifyFinding } from "../verification.ts";
import { type BackupSources, makeBackup } from "./backup.ts";
import { backupKeyOf, openBackup } from "./read-backup.ts";
import { type RestoreOptions, restoreBackup } from "./restore.ts";
import { refuseUnfinishedRestore } from "./unfinished-restore.ts";

const random = (count: number) => new Uint8Array(randomBytes(count));
const first = random(32);
const keys = { current: first, former: [] };

let house: TestContext;
let folder: string;
let made: string;
let now: Date;
const databases: TestDatabase[] = [];

const serverOf = (database: TestDatabase): DatabaseServer => ({
  kind: "embedded",
  connectionFor: (role) => database.connectionFor(role),
  async stop() {},
});

beforeAll(async () => {
  house = await testContext({ masterKey: masterKeyFrom(first) });
  const { context } = house;
  now = context.now();
  folder = await mkdtemp(join(tmpdir(), "parley-restored-"));
  await context.transaction(theWorker, (tx) =>
    ensureHashRoot(tx, keys, { now, nonce: random(12) }),
  );
  await ensureOwnKeys(context, { makeKeyPair });
  const { id: personId } = await aPerson(house, "analyst");
  await context.transaction(theWorker, async (tx) => {
    await insertSession(context, tx, { hash: sessionHash(context, "stolen"), personId });
    const expiresAt = new Date(+now + 86_400_000);
    const link = { token: "sent", personId, purpose: "set-up", expiresAt } as const;
    await insertLink(context, tx, link);
    const hash = apiTokenHash(context, "leaked");
    const token = { tokenId: context.newId(), hash, personId, label: "ci", scopes: ["read"] };
    await insertToken(tx, { ...token, createdAt: now, expiresAt });
  });
  const dataDirectory = join(folder, "data");
  await mkdir(join(dataDirectory, "files"), { recursive: true });
  const checkpointFile = join(dataDirectory, "checkpoints.jsonl");
  await makeCheckpoint(context, checkpointFile);
  const from: BackupSources = {
    ...{ database: serverOf(house.database), masterKey: context.masterKey, dataDirectory },
    ...{ checkpointFile, erasureFile: join(dataDirectory, "erasures.jsonl") },
    ...{ demonstration: false, policies: [] },
  };
  made = join(folder, "made.backup");
  await makeBackup(from, {
    ...{ path: made, overwrite: false, now, version: "0.1.0", keys: [], randomBytes: random },
    progress() {},
  });
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.close()));
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

async function elsewhere() {
  const database = await freshDatabase();
  databases.push(database);
  const dataDirectory = await mkdtemp(join(folder, "elsewhere-"));
  const [checkpointFile, erasureFile] = ["checkpoints.jsonl", "erasures.jsonl"].map((name) =>
    join(dataDirectory, name),
  ) as [string, string];
  return {
    database,
    to: { database: serverOf(database), dataDirectory, checkpointFile, erasureFile },
  };
}

async function restored(
  into: Awaited<ReturnType<typeof elsewhere>>,
  change: Partial<RestoreOptions> = {},
) {
  const file = await openBackup(made);
  const findings: VerifyFinding[] = [];
  try {
    const summary = await restoreBackup(file, into.to, {
      ...{ backupKey: backupKeyOf(file, keys), keys, force: false, accept: false, now },
      ...{ keepTokens: false, layout: csafLayout, prepare: async () => {}, progress() {} },
      report: (finding) => findings.push(finding),
      ...change,
    });
    return { summary, findings };
  } finally {
    await file.close();
  }
}

/** Who comes in on this database, with what was open when the backup was made. */
async function whoComesIn(database: TestDatabase) {
  const { context } = house;
  const client = new pg.Client(database.connectionFor("worker"));
  await client.connect();
  try {
    const tx = txOn(client, "test");
    await client.query("select set_config('parley.kind', 'system', false)");
    const links = await client.query(
      "select count(*)::int as open from sign_in_links where expires_at > $1",
      [now],
    );
    const { rows: events } = await client.query<{ body: string }>(
      "select body from events where type = 'backup.restored'",
    );
    return {
      session: (await sessionHolder(context, tx, sessionHash(context, "stolen"))) !== undefined,
      token: (await apiTokenHolder(tx, apiTokenHash(context, "leaked"), now)) !== undefined,
      links: links.rows[0].open,
      events: events.map(({ body }) => JSON.parse(body)),
    };
  } finally {
    await client.end();
  }
}

test("a restore ends every session, link and API token of the backup, and an event says so", async () => {
  expect(await whoComesIn(house.database)).toEqual({
    ...{ session: true, token: true, links: 1, events: [] },
  });
  const into = await elsewhere();
  const { summary, findings } = await restored(into);
  const ended = { sessions: 1, links: 1, tokens: 1, tokensKept: 0 };
  expect(summary.ended).toEqual(ended);
  expect(findings).toEqual([]);
  expect(await whoComesIn(into.database)).toEqual({
    ...{ session: false, token: false, links: 0 },
    events: [{ ...ended, madeAt: now.toISOString() }],
  });
});

test("API tokens stay where somebody asks for it, and the event tells of them", async () => {
  const into = await elsewhere();
  await restored(into, { keepTokens: true });
  expect(await whoComesIn(into.database)).toMatchObject({
    ...{ session: false, token: true, links: 0 },
    events: [{ sessions: 1, links: 1, tokens: 0, tokensKept: 1 }],
  });
});

test("a restore that is killed before access was ended does not start, and can be done again", async () => {
  const into = await elsewhere();
  const { connectionFor } = into.to.database;
  // As a kill after the rows are in: nothing that comes later is reached.
  const cut: DatabaseServer = {
    ...into.to.database,
    connectionFor(role) {
      if (role === "worker") throw new Error("killed");
      return connectionFor(role);
    },
  };
  const { to } = into;
  await expect(restored({ ...into, to: { ...to, database: cut } })).rejects.toThrow("killed");
  expect(await whoComesIn(into.database)).toMatchObject({ session: true });
  await expect(refuseUnfinishedRestore(to.dataDirectory)).rejects.toMatchObject({
    code: "restore.unfinished",
  });
  await restored(into);
  expect(await whoComesIn(into.database)).toMatchObject({ session: false, token: false, links: 0 });
  await refuseUnfinishedRestore(to.dataDirectory);
});
