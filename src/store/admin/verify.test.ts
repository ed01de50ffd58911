/** Every kind of tampering on one walked journey: longer than a file should be, since the journey is made once. */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { type Walked, walk } from "../../../test/support/walk.ts";
import { csafLayout } from "../../formats/csaf/csaf-layout.ts";
import { appendCheckpoints, readCheckpointFile } from "../checkpoints/checkpoint-file.ts";
import { checkpointKey, signedRecord } from "../checkpoints/merkle.ts";
import { checkpointsAfter } from "../checkpoints/reader.ts";
import { insertCheckpoint } from "../checkpoints/writer.ts";
import { masterKeyFrom } from "../sealing/master-key.ts";
import { macOfRow, type StateTable, stateTables } from "../state/state-rows.ts";
import type { VerifyFinding } from "./verification.ts";
import { verify } from "./verify.ts";

let house: TestContext;
let tasks: TestTasks;
let walked: Walked;
let admin: pg.Client;
let directory: string;
let checkpointFile: string;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  walked = await walk(house, tasks);
  directory = await mkdtemp(join(tmpdir(), "parley-verify-"));
  checkpointFile = join(directory, "checkpoints.jsonl");
  await makeCheckpoint();
  admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
  // The attacker of these tests has the whole database, and no key.
  await admin.query("set session_replication_role = replica");
});
afterAll(async () => {
  await admin.end();
  await tasks.close();
  await house.close();
  await rm(directory, { recursive: true, force: true });
});

async function makeCheckpoint(): Promise<void> {
  const { context } = house;
  await context.transaction(theWorker, (tx) => insertCheckpoint(tx, context.now()));
  const written = await readCheckpointFile(checkpointFile);
  const after = written.at(-1)?.checkpointId ?? 0;
  const made = await context.transaction(theWorker, (tx) => checkpointsAfter(tx, after));
  const key = checkpointKey(context.masterKey.derive("checkpoint-signature"));
  await appendCheckpoints(
    checkpointFile,
    made.map((each) => signedRecord(each, key)),
  );
}

async function verified(change: Partial<Parameters<typeof verify>[0]> = {}) {
  const findings: VerifyFinding[] = [];
  const summary = await verify(
    {
      connection: house.database.connectionFor("keeper"),
      masterKey: house.context.masterKey,
      checkpointFile,
      layout: csafLayout,
      ...change,
    },
    (finding) => findings.push(finding),
  );
  return { findings, summary, codes: findings.map(({ code }) => code) };
}

/** What the journey does not come by, and tests of its own do. */
const notWalked = new Set([
  "attachments",
  "erased_objects",
  "erasures",
  "glass_openings",
  "legal_holds",
  "message_signers",
  "support_filings",
]);

test("a whole journey as Parley wrote it verifies, every kind of row in it", async () => {
  const { findings, summary } = await verified();
  expect(findings).toEqual([]);
  expect(summary).toMatchObject({ checkpoints: 1, findings: 0 });
  expect(summary.events).toBeGreaterThan(30);
  expect(summary.published).toBeGreaterThan(5);
  for (const table of Object.keys(stateTables)) {
    if (notWalked.has(table)) continue;
    const { rows } = await admin.query(`select count(*)::int as count from ${table}`);
    expect(rows[0].count, table).toBeGreaterThan(0);
  }
});

test("another key than the one it was written with verifies nothing", async () => {
  const { codes } = await verified({ masterKey: masterKeyFrom(randomBytes(32)) });
  expect(new Set(codes)).toEqual(
    new Set(["event.altered", "row.altered", "rows.added", "seal.altered", "checkpoint.forged"]),
  );
});

describe("what somebody changes behind Parley's back", () => {
  // Each tampering is undone, so that the next one is found for itself.
  beforeEach(async () => {
    await admin.query("create schema if not exists kept");
  });
  const kept = new Set<string>();
  afterEach(async () => {
    for (const table of kept) {
      await admin.query(
        `delete from ${table}; insert into ${table} overriding system value select * from kept.${table}`,
      );
      await admin.query(`drop table kept.${table}`);
    }
    kept.clear();
    expect((await verified()).findings).toEqual([]);
  });

  async function tamper(tables: string[], ...statements: string[]): Promise<void> {
    for (const table of tables) {
      await admin.query(`create table kept.${table} as select * from ${table}`);
      kept.add(table);
    }
    for (const statement of statements) {
      const { rowCount } = await admin.query(statement);
      expect(rowCount, statement).toBeGreaterThan(0);
    }
  }

  const inCase = () => `case_id = '${walked.caseId}'`;
  const lastEvent = () => `${inCase()} and seq = (select max(seq) from events where ${inCase()})`;

  test.each([
    ["body", `body = '{"reason":"resolved"}'`],
    ["instant", "at = at + interval '1 day'"],
    ["type", "type = 'case.reopened'"],
    ["author", "actor_id = gen_random_uuid()"],
    ["side", "side_id = gen_random_uuid()"],
    ["sealed text", "text_sealed = 'x'"],
  ])("an event's %s", async (_, change) => {
    await tamper(["events"], `update events set ${change} where ${inCase()} and seq = 2`);
    const { findings } = await verified();
    expect(findings).toContainEqual(
      expect.objectContaining({ code: "event.altered", stream: walked.caseId, what: "event 2" }),
    );
  });

  test("an event that is taken out of the middle", async () => {
    await tamper(["events"], `delete from events where ${inCase()} and seq = 3`);
    const { findings } = await verified();
    expect(findings).toContainEqual(
      expect.objectContaining({ code: "event.missing", stream: walked.caseId, what: "event 4" }),
    );
  });

  test("two events that change places", async () => {
    await tamper(
      ["events"],
      `update events set seq = -seq where ${inCase()} and seq in (4, 5)`,
      `update events set seq = 9 + seq where ${inCase()} and seq in (-4, -5)`,
    );
    expect((await verified()).codes).toContain("event.unlinked");
  });

  test("a stream that is cut at its end", async () => {
    await tamper(["events"], `delete from events where ${lastEvent()}`);
    expect((await verified()).codes).toContain("stream.head");
  });

  test("a stream that is cut and whose head is moved back: the checkpoint remembers it", async () => {
    await tamper(
      ["events", "streams"],
      `delete from events where ${lastEvent()}`,
      `update streams s set last_seq = e.seq, last_mac = e.mac from events e
        where s.stream_id = e.stream_id and e.${lastEvent()}`,
    );
    const { findings } = await verified();
    expect(findings).toContainEqual(
      expect.objectContaining({ code: "checkpoint.broken", stream: walked.caseId }),
    );
    expect(findings.map(({ code }) => code)).not.toContain("stream.head");
  });

  test("a checkpoint that is dropped with what it covered", async () => {
    await tamper(
      ["checkpoints", "checkpoint_leaves"],
      "delete from checkpoint_leaves",
      "delete from checkpoints",
    );
    const found = (await verified()).codes;
    expect(found).toEqual(["rows.missing", "checkpoint.missing", "checkpoint.ahead"]);
  });

  test("a checkpoint that forgets a stream", async () => {
    await tamper(
      ["checkpoint_leaves"],
      `delete from checkpoint_leaves where stream_id = '${walked.caseId}'`,
    );
    expect((await verified()).codes).toEqual(["checkpoint.altered"]);
  });

  test("a head without its events, and events without their head", async () => {
    await tamper(["streams"], `delete from streams where ${inCase()}`);
    expect((await verified()).codes).toContain("stream.missing");
  });

  /** One column of each state table that somebody could want to change. */
  const wanted: Readonly<Partial<Record<StateTable, string>>> = {
    affected_products: "status = 'fixed'",
    case_members: "role = 'lead'",
    case_reports: "relation = 'duplicate'",
    case_vulnerabilities: "linked_at = linked_at + interval '1 day'",
    cases: "severity_band = 'Low'",
    clocks: "due_at = due_at + interval '30 days'",
    decisions: "outcome = 'other'",
    deliveries: "state = 'sent', sent_at = now()",
    identities: "address_hash = 'x'",
    messages: "encrypted = not encrypted",
    parties: "name_withheld = not name_withheld",
    publications: "approved_by = gen_random_uuid()",
    remedies: "verified_at = null",
    reports: "received_at = received_at + interval '3 days'",
    scores: "band = 'None'",
    vulnerabilities: "cwe_id = 'CWE-1'",
  };

  test.each(Object.entries(wanted))("a value in %s", async (table, change) => {
    await tamper([table], `update ${table} set ${change} where ${inCase()}`);
    const { findings } = await verified();
    expect(findings[0]).toMatchObject({ code: "row.altered", stream: walked.caseId });
    expect(findings[0]?.what).toMatch(new RegExp(`^${table} `));
  });

  test("a row's evidence that leads to another case's event", async () => {
    await tamper(
      ["scores"],
      `update scores set last_event_id = (select event_id from events where case_id is null limit 1)`,
    );
    expect((await verified()).codes).toContain("row.unexplained");
  });

  test.each([
    "decisions",
    "deliveries",
    "messages",
    "parties",
    "publications",
    "remedies",
    "reports",
    "vulnerabilities",
  ])("a row of %s that is deleted", async (table) => {
    await tamper([table], `delete from ${table} where ${inCase()}`);
    const { findings } = await verified();
    expect(findings).toContainEqual(
      expect.objectContaining({ code: "row.missing", what: expect.stringMatching(`^${table} `) }),
    );
  });

  test.each([
    "affected_products",
    "case_members",
    "case_reports",
    "case_vulnerabilities",
    "identities",
    "party_cases",
    "scores",
  ])("a row of %s, which no event names by its id, that is deleted", async (table) => {
    await tamper([table], `delete from ${table} where ${inCase()}`);
    const { findings } = await verified();
    expect(findings).toContainEqual(
      expect.objectContaining({ code: "row.missing", what: expect.stringMatching(`^${table} `) }),
    );
  });

  test("a colleague who was let in and is taken out", async () => {
    await tamper(
      ["case_members", "case_access"],
      `delete from case_members where ${inCase()} and role = 'member'`,
      `delete from case_access where ${inCase()} and principal_id not in (
         select principal_id from case_members where ${inCase()})`,
    );
    const { findings } = await verified();
    expect(findings.map(({ what }) => what.split(" ")[0])).toEqual([
      "case_members",
      "case_members",
    ]);
  });

  test("the keys without which nothing of a case opens", async () => {
    await tamper(["key_wraps"], `delete from key_wraps where ${inCase()}`);
    const { findings, codes } = await verified();
    expect(new Set(codes)).toEqual(new Set(["key.missing", "rows.missing"]));
    expect(findings.map(({ what }) => what.split(" ")[0])).toEqual([
      "key_wraps",
      "cases",
      "parties",
      "reports",
      "publications",
    ]);
  });

  test.each([
    [
      "let in",
      `insert into case_access select gen_random_uuid(), case_id, side_id, lane, due_at
                  from case_access where case_id = $case limit 1`,
    ],
    ["shut out", "delete from case_access where case_id = $case"],
    [
      "shown a case as another's",
      "update case_access set owner_id = gen_random_uuid() where case_id = $case",
    ],
    ["shown a case in another lane", "update case_access set lane = 3 where case_id = $case"],
  ])("somebody who is %s behind the members' back", async (_, statement) => {
    await tamper(["case_access"], statement.replace("$case", `'${walked.caseId}'`));
    expect(new Set((await verified()).codes)).toEqual(new Set(["access.altered"]));
  });

  test("a row that is put back to how it once was, old MAC and all", async () => {
    const key = `publication_id = '${walked.publicationId}'`;
    const { rows } = await admin.query(`select * from publications where ${key}`);
    const { mac: _, ...now } = rows[0];
    const first = await admin.query(
      `select event_id as id from events where type = 'advisory.drafted' and ${inCase()}`,
    );
    const old = { ...now, state: "draft", approved_by: null, approved_at: null };
    const then = { ...old, release_at: null, published_at: null, last_event_id: first.rows[0].id };
    const mac = macOfRow(house.context, "publications", then).toString("hex");
    await tamper(
      ["publications"],
      `update publications set state = 'draft', approved_by = null, approved_at = null,
              release_at = null, published_at = null, last_event_id = '${then.last_event_id}',
              mac = '\\x${mac}' where ${key}`,
    );
    expect((await verified()).codes).toEqual(["rows.altered", "row.stale"]);
  });

  test("a case that is deleted", async () => {
    await tamper(["cases"], `delete from cases where ${inCase()}`);
    expect((await verified()).findings).toContainEqual(
      expect.objectContaining({ code: "row.missing", what: `cases ${walked.caseId}` }),
    );
  });

  const document = () => `'/.well-known/csaf/white/2026/${walked.number.toLowerCase()}.json'`;

  test("the bytes of a published document", async () => {
    await tamper(
      ["blobs"],
      `update blobs set bytes = 'x' where sha256 =
         (select sha256 from published where path = ${document()})`,
    );
    const { findings } = await verified();
    expect(findings[0]).toMatchObject({ code: "published.altered" });
  });

  test("a published document that is replaced, hash and all", async () => {
    await tamper(
      ["blobs", "published"],
      "insert into blobs (sha256, bytes) values (sha256('{}'), '{}')",
      `update published set sha256 = sha256('{}') where path = ${document()}`,
    );
    const { findings } = await verified();
    expect(findings).toContainEqual(expect.objectContaining({ code: "published.altered" }));
  });

  test("a published document that is taken away", async () => {
    await tamper(["published"], `delete from published where path = ${document()}`);
    const { codes } = await verified();
    expect(codes.filter((code) => code === "published.index").length).toBe(3);
    expect(codes).toContain("published.missing");
  });

  test.each(["index.txt", "changes.csv", "csaf-feed-tlp-white.json"])(
    "%s that forgets a document",
    async (name) => {
      const emptied = name.endsWith("json") ? '{"feed":{"entry":[]}}' : "\n";
      await tamper(
        ["blobs", "published"],
        `insert into blobs (sha256, bytes) values (sha256('${emptied}'), '${emptied}')`,
        `update published set sha256 = sha256('${emptied}')
          where path = '/.well-known/csaf/white/${name}'`,
      );
      const { codes } = await verified();
      expect(codes).toContain("published.index");
    },
  );
});

describe("the checkpoint file", () => {
  test("that is lost, cut or forged is found", async () => {
    const [record] = await readCheckpointFile(checkpointFile);
    const copy = join(directory, "copy.jsonl");
    const forged = { ...record, root: "00".repeat(32) };
    await writeFile(copy, `${JSON.stringify(forged)}\n`);
    expect((await verified({ checkpointFile: copy })).codes).toEqual([
      "checkpoint.forged",
      "checkpoint.missing",
    ]);
    await writeFile(copy, "not a checkpoint\n");
    expect((await verified({ checkpointFile: copy })).codes).toEqual(["checkpoint.file"]);
    await writeFile(copy, "");
    // One checkpoint may stand in the database a moment before its line does.
    expect((await verified({ checkpointFile: copy })).codes).toEqual([]);
  });
});
