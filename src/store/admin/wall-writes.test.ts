import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { anyone, type TestContext, testContext } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { type Walked, walk } from "../../../test/support/walk.ts";
import { sharedSide, staffSide } from "../../core/cases/sides.ts";
import type { Actor } from "../../core/people/actor.ts";
import { psirtTeam } from "../../core/people/teams.ts";
import type { SqlValue } from "../transaction.ts";

/** A whole case of our team, and one of another team whose ids are known all the same. */
let house: TestContext;
let tasks: TestTasks;
let walked: Walked;
let other: TestCase;
let analyst: Extract<Actor, { kind: "staff" }>;
/** One row of the reporter's own side and one of staff's, of every table that has any. */
const own = new Map<string, string>();
const tables: string[] = [];

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  walked = await walk(house, tasks);
  other = await aCase(house, "something else");
  analyst = await aPerson(house, "analyst");
  await house.pools.worker.query(
    "update case_members set principal_id = $1 where case_id = $2 and principal_id = $3",
    [randomUUID(), other.caseId, psirtTeam],
  );
  const sided = await house.pools.worker.query<{ name: string }>(
    `select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'side_id' and table_name <> 'case_access'
      order by 1`,
  );
  for (const { name } of sided.rows) {
    tables.push(name);
    const found = await house.pools.worker.query<{ json: string }>(
      `select row_to_json(t)::text as json from ${name} t where case_id = $1 and side_id = $2 limit 1`,
      [walked.caseId, walked.reporter.side],
    );
    if (found.rows[0]) own.set(name, found.rows[0].json);
  }
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

/** 42501: the wall or a grant; 23503 and 23514: a constraint that ties the row to its case. */
const refusals = new Set(["42501", "23503", "23514"]);

async function tried(
  actor: Actor,
  sql: string,
  values: readonly SqlValue[] = [],
): Promise<number | "refused"> {
  try {
    return await house.context.transaction(actor, (tx) => tx.run(sql, values));
  } catch (error) {
    if (refusals.has((error as { code?: string }).code ?? "")) return "refused";
    throw error;
  }
}

async function idOf(sql: string, values: readonly unknown[]): Promise<string> {
  const { rows } = await house.pools.worker.query<{ id: string }>(sql, [...values]);
  return rows[0]?.id ?? "";
}

const reportOf = (caseId: string) =>
  idOf("select report_id as id from reports where case_id = $1", [caseId]);

/** What a reporter's own deeds write. */
const theirs = [
  "case_tokens",
  "credit_choices",
  "disclosure_permissions",
  "events",
  "messages",
  "objections",
  "party_key_states",
  "party_keys",
  "party_statements",
  "sending_choices",
  "transmissions",
];

/** The row with other values, as somebody would insert it. */
function asInsert(table: string, changes: object): { sql: string; json: string } {
  return {
    sql: `insert into ${table} select * from jsonb_populate_record(null::${table}, $1::jsonb)`,
    json: JSON.stringify({ ...JSON.parse(own.get(table) ?? "{}"), ...changes }),
  };
}

describe("[ALE-40] a reporter, on their own side of their own case", () => {
  test("changes and removes no row: what was recorded stays as it was", async () => {
    for (const table of tables) {
      const change = `update ${table} set case_id = case_id where case_id = $1`;
      expect([0, "refused"], table).toContain(
        await tried(walked.reporter, change, [walked.caseId]),
      );
      const remove = `delete from ${table} where case_id = $1`;
      expect([0, "refused"], table).toContain(
        await tried(walked.reporter, remove, [walked.caseId]),
      );
    }
  });

  test("adds nothing but messages, keys of their own, choices about their name, held data and plain mail, and the events and words that go with them", async () => {
    expect(own.size).toBeGreaterThan(10);
    for (const table of [...own.keys()].filter((name) => !theirs.includes(name))) {
      const { sql, json } = asInsert(table, {});
      expect(await tried(walked.reporter, sql, [json]), table).toBe("refused");
    }
  });

  test("writes in nobody else's name, and nothing that all parties would read", async () => {
    for (const changes of [
      { direction: "out" },
      { author_kind: "staff" },
      { author_id: analyst.id },
      { side_id: sharedSide },
      { side_id: staffSide },
    ]) {
      const fresh = { message_id: randomUUID(), direction: "in", author_kind: "party" };
      const me = { author_id: walked.reporter.id, original_sealed: null, original_file: null };
      const { sql, json } = asInsert("messages", { ...fresh, ...me, ...changes });
      expect(await tried(walked.reporter, sql, [json]), JSON.stringify(changes)).toBe("refused");
    }
    const stranger = { party_id: other.reporter.id };
    const elsewhere = { case_id: other.caseId };
    for (const [table, id] of [
      ["credit_choices", "choice_id"],
      ["disclosure_permissions", "entry_id"],
    ] as const) {
      for (const changes of [stranger, elsewhere, { side_id: staffSide }]) {
        const { sql, json } = asInsert(table, { [id]: randomUUID(), ...changes });
        const told = `${table} ${JSON.stringify(changes)}`;
        expect(await tried(walked.reporter, sql, [json]), told).toBe("refused");
      }
    }
    for (const changes of [
      { actor_kind: "staff", actor_id: analyst.id },
      { actor_kind: "system", actor_id: null },
      { actor_kind: "outsider", actor_id: other.reporter.id },
    ]) {
      const fresh = { event_id: randomUUID(), seq: 9_000 };
      const { sql, json } = asInsert("events", { ...fresh, ...changes });
      expect(await tried(walked.reporter, sql, [json]), JSON.stringify(changes)).toBe("refused");
    }
  });

  test("lets nobody in: neither a friend, nor themselves on staff's side", async () => {
    for (const changes of [
      { principal_id: randomUUID() },
      { side_id: sharedSide },
      { side_id: staffSide },
      { principal_id: other.reporter.id },
    ]) {
      const { sql, json } = asInsert("case_members", changes);
      expect(await tried(walked.reporter, sql, [json]), JSON.stringify(changes)).toBe("refused");
    }
  });

  test("makes no receipt that opens somebody else's portal", async () => {
    const hash = house.context.masterKey.hash("token-hash", "link of one's own making");
    const sql = `insert into receipts (code_hash, party_id, case_id, side_id, kind, created_at)
                 values ($1, $2, $3, $4, 'link', $5)`;
    const values = [hash, other.reporter.id, walked.caseId, walked.reporter.side, new Date()];
    expect(await tried(walked.reporter, sql, values)).toBe("refused");
    expect(await tried({ kind: "system", task: "test" }, sql, values)).toBe("refused");
  });

  test("draws no report of another case into their own", async () => {
    const reportId = await reportOf(other.caseId);
    const { sql, json } = asInsert("case_reports", { report_id: reportId });
    expect(await tried(walked.reporter, sql, [json])).toBe("refused");
  });
});

describe("[ALE-39] a member of one case", () => {
  test("draws no report and no vulnerability of another case into it", async () => {
    const link = JSON.parse(own.get("case_reports") ?? "{}");
    const reportId = await reportOf(other.caseId);
    const take = asInsert("case_reports", { ...link, report_id: reportId, side_id: staffSide });
    expect(await tried(analyst, take.sql, [take.json])).toBe("refused");
    const vulnerabilityId = randomUUID();
    const event = await idOf("select event_id as id from events where case_id = $1", [
      other.caseId,
    ]);
    await house.pools.worker.query(
      `insert into vulnerabilities (vulnerability_id, case_id, side_id, title_sealed, cve_id,
                                    added_at, last_event_id, mac)
       values ($1, $2, $3, '', 'CVE-2026-0001', $4, $5, '')`,
      [vulnerabilityId, other.caseId, staffSide, new Date(), event],
    );
    const sql = `insert into case_vulnerabilities
                   (case_id, vulnerability_id, side_id, linked_at, last_event_id, mac)
                 values ($1, $2, $3, $4, $5, '')`;
    const values = [walked.caseId, vulnerabilityId, staffSide, new Date(), event];
    expect(await tried(analyst, sql, values)).toBe("refused");
  });

  test("owes no mail that carries another case's message", async () => {
    const messageId = randomUUID();
    const { json } = asInsert("messages", {
      message_id: messageId,
      case_id: other.caseId,
      side_id: other.reporter.side,
    });
    await house.pools.worker.query(
      "insert into messages select * from jsonb_populate_record(null::messages, $1::jsonb)",
      [json],
    );
    for (const changes of [{ message_id: messageId }, { party_id: other.reporter.id }]) {
      const fresh = { delivery_id: randomUUID(), mail_id: `<${randomUUID()}@psirt.example>` };
      const owed = asInsert("deliveries", { ...fresh, ...changes });
      expect(await tried(analyst, owed.sql, [owed.json])).toBe("refused");
    }
  });

  test("who is moved to another case keeps nothing of the one before", async () => {
    const [from, to] = [await aCase(house, "one"), await aCase(house, "two")];
    const guest = await aPerson(house, "engineer");
    const { json } = asInsert("case_members", {
      case_id: from.caseId,
      principal_id: guest.id,
      side_id: staffSide,
    });
    const worker = house.pools.worker;
    await worker.query(
      "insert into case_members select * from jsonb_populate_record(null::case_members, $1::jsonb)",
      [json],
    );
    await worker.query(
      "update case_members set case_id = $1 where case_id = $2 and principal_id = $3",
      [to.caseId, from.caseId, guest.id],
    );
    const left = await worker.query(
      "select 1 from case_access where case_id = $1 and principal_id = $2",
      [from.caseId, guest.id],
    );
    expect(left.rows).toEqual([]);
  });
});

describe("[ALE-39] people and parties are never taken for one another", () => {
  test("no party can be put on staff's side, and no person on a party's", async () => {
    const worker: Actor = { kind: "system", task: "test" };
    for (const changes of [
      { side_id: staffSide },
      { principal_id: analyst.id },
      { principal_id: other.reporter.id, side_id: other.reporter.side },
    ]) {
      const { sql, json } = asInsert("case_members", changes);
      expect(await tried(worker, sql, [json]), JSON.stringify(changes)).toBe("refused");
    }
  });

  test("an administrator sees no case, not even one that they are put on", async () => {
    const administrator = { ...(await aPerson(house, "administrator")), groupIds: [] };
    const { json } = asInsert("case_members", {
      principal_id: administrator.id,
      side_id: staffSide,
    });
    await house.pools.worker.query(
      "insert into case_members select * from jsonb_populate_record(null::case_members, $1::jsonb)",
      [json],
    );
    for (const table of tables) {
      const look = `select 1 from ${table} where case_id = '${walked.caseId}' limit 1`;
      expect([0, "refused"], table).toContain(await tried(administrator, look));
    }
  });

  test("a party that held staff's principal would still see no staff side", async () => {
    const impostor: Actor = { ...walked.reporter, id: psirtTeam };
    const seen = await house.context.transaction(impostor, (tx) =>
      tx.query("select case_id from cases limit 1"),
    );
    expect(seen).toEqual([]);
    const sessions = await tried(
      { ...walked.reporter, id: analyst.id },
      "update sessions set expires_at = expires_at",
    );
    expect([0, "refused"]).toContain(sessions);
  });
});

describe("the outbox and the streams", () => {
  const owe = "insert into outbox (task, case_id, subject_id, created_at) values ($1, $2, $3, $4)";

  test("nobody owes an effect that is not theirs, or that no task carries out", async () => {
    const about = [walked.caseId, randomUUID(), new Date()];
    for (const actor of [anyone, walked.reporter]) {
      for (const task of ["publish-advisory", "notify", "send-delivery", "no-such-task"]) {
        expect(await tried(actor, owe, [task, ...about]), task).toBe("refused");
      }
    }
    expect(
      await tried(analyst, owe, ["publish-advisory", other.caseId, randomUUID(), new Date()]),
    ).toBe("refused");
    expect(await tried(anyone, owe, ["settle-case", ...about])).toBe("refused");
    expect(await tried(walked.reporter, owe, ["settle-case", ...about])).toBe(1);
    expect(await tried(walked.reporter, owe, ["note-reading", ...about])).toBe(1);
    expect(await tried(anyone, owe, ["note-reading", ...about])).toBe("refused");
    expect(await tried(anyone, owe, ["register-report", null, randomUUID(), new Date()])).toBe(1);
  });

  test("the head of a stream moves one event at a time, by who may write there", async () => {
    const move = "update streams set last_seq = last_seq + $1 where stream_id = $2";
    const houseStream = "00000000-0000-7000-8000-00000000000f";
    expect([0, "refused"]).toContain(await tried(anyone, move, [1, houseStream]));
    expect([0, "refused"]).toContain(await tried(walked.reporter, move, [1, houseStream]));
    expect(await tried(walked.reporter, move, [2, walked.caseId])).toBe("refused");
    expect(await tried(walked.reporter, move, [-1, walked.caseId])).toBe("refused");
    expect(await tried({ kind: "system", task: "test" }, move, [2, walked.caseId])).toBe("refused");
    const free = "update streams set case_id = null where stream_id = $1";
    expect(await tried(walked.reporter, free, [walked.caseId])).toBe("refused");
  });
});
