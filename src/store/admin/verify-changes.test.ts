import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import {
  type ChangeableTable,
  changeableTables,
  changeSomething,
  type Draw,
} from "../../../test/support/random-change.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { walk } from "../../../test/support/walk.ts";
import { recordAccess } from "../../actions/access/record-access.ts";
import { readCase } from "../../actions/cases/read-case.ts";
import { makeCheckpoint } from "../../actions/checkpoints/make-checkpoint.ts";
import { csafLayout } from "../../formats/csaf/csaf-layout.ts";
import type { unsealedTables } from "../seals/sealed-tables.ts";
import type { VerifyFinding } from "./verification.ts";
import { verifyOn } from "./verify.ts";

/** `npm test` makes as many changes as fit; PARLEY_VERIFY_CHANGES=1000 is a check of its own. */
const changes = Number(process.env.PARLEY_VERIFY_CHANGES ?? 120);
const seed = Number(process.env.PARLEY_VERIFY_SEED ?? 20_260_311);

/**
 * What the owner may change unseen, as docs/guides/audit.md says; all other tables that no seal
 * covers are covered by their chains, by their checkpoint, or by being derived again.
 */
const unseen = [
  "demonstration_mail",
  "hash_roots",
  "migrations",
  "outbox",
  "sign_in_challenges",
  "sign_in_failures",
] as const satisfies readonly (keyof typeof unsealedTables)[];

let house: TestContext;
let tasks: TestTasks;
let admin: pg.Client;
let directory: string;
let tables: ChangeableTable[];

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  const { context } = house;
  directory = await mkdtemp(join(tmpdir(), "parley-changes-"));
  const { analyst, caseId, reporter } = await walk(house, tasks);
  for (const what of ["overview", "conversation", "history"]) {
    await readCase.run(context, analyst, { caseId, what });
  }
  await readCase.run(context, reporter, { caseId, what: "portal" });
  await makeCheckpoint(context, join(directory, "checkpoints.jsonl"));
  await recordAccess(context, analyst, { kind: "search", what: "cases", body: { hits: 2 } });
  await walk(house, tasks);
  await makeCheckpoint(context, join(directory, "checkpoints.jsonl"));
  // Since the last checkpoint, too, something happened.
  await recordAccess(context, analyst, { kind: "export", what: "evidence", caseId });
  admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
  // The owner of these tests has the whole database, and no key.
  await admin.query("set session_replication_role = replica");
  tables = await changeableTables(admin, unseen);
});
afterAll(async () => {
  await admin?.end();
  await tasks.close();
  await house.close();
  await rm(directory, { recursive: true, force: true });
});

async function findings(): Promise<VerifyFinding[]> {
  const found: VerifyFinding[] = [];
  const { masterKey } = house.context;
  const checkpointFile = join(directory, "checkpoints.jsonl");
  await verifyOn(admin, { masterKey, checkpointFile, layout: csafLayout }, (finding) =>
    found.push(finding),
  );
  return found;
}

/** mulberry32: the same changes for the same seed, so that a miss can be looked at. */
function drawFrom(start: number): Draw {
  let state = start;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

test(`verify finds each of ${changes} random single changes made by the database's owner, and none before`, {
  timeout: 600_000 + changes * 2_000,
}, async () => {
  await admin.query("begin");
  expect(await findings()).toEqual([]);
  await admin.query("savepoint whole");
  const draw = drawFrom(seed);
  const missed: string[] = [];
  const touched = new Set<string>();
  for (let made = 0; made < changes; ) {
    const change = await changeSomething(admin, tables, draw);
    if (!change) continue;
    made += 1;
    touched.add(/(?:update|into|from) (\w+)/.exec(change)?.[1] ?? change);
    const found = await findings();
    if (found.length === 0) missed.push(change);
    // Says where: a stream, a table or a file, never only that something is wrong.
    for (const { what } of found) expect(what).not.toBe("");
    await admin.query("rollback to savepoint whole");
  }
  expect(await findings()).toEqual([]);
  await admin.query("rollback");
  expect(missed).toEqual([]);
  if (changes >= 1_000) console.log(`${changes} changes in ${touched.size} tables, each found`);
});
