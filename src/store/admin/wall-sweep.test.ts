import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { columnsOf } from "../../../test/support/catalogue.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { aSupportSide } from "../../../test/support/parties.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { type Walked, walk } from "../../../test/support/walk.ts";
import { perform } from "../../actions/action.ts";
import { breakGlass } from "../../actions/glass/break-glass.ts";
import { setOnCall } from "../../actions/glass/set-on-call.ts";
import { recordRootCause } from "../../actions/root-causes/record-root-cause.ts";
import { staffSide } from "../../core/cases/sides.ts";
import type { Actor } from "../../core/people/actor.ts";
import { psirtTeam } from "../../core/people/teams.ts";

/** A whole case of one team, and a case of another team. */
let house: TestContext;
let tasks: TestTasks;
let walked: Walked;
let other: TestCase;
let admin: pg.Client;
/** Every table of a case, with the rows that the walked case has there. */
const rows = new Map<string, readonly { side_id: string; json: string }[]>();
let member: Actor;
let stranger: Actor;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  walked = await walk(house, tasks);
  other = await aCase(house, "something else");
  const otherTeam = randomUUID();
  await house.pools.worker.query(
    "update case_members set principal_id = $1 where case_id = $2 and principal_id = $3",
    [otherTeam, other.caseId, psirtTeam],
  );
  member = await aPerson(house, "analyst");
  const onCall = await aPerson(house, "engineer");
  await house.pools.worker.query("delete from team_members where person_id = $1", [onCall.id]);
  const until = new Date(house.context.now().getTime() + 3_600_000).toISOString();
  await setOnCall.run(house.context, walked.analyst, { personId: onCall.id, until });
  const { reference } = walked;
  await breakGlass.run(house.context, onCall, { reference, reason: "Nobody of them answers." });
  await perform(house.context, recordRootCause, walked.analyst, {
    caseId: walked.caseId,
    practice: "testing",
    words: "Nobody tried a header that is too long.",
    followUp: "Test each field at its limit.",
  });
  await aSupportSide(house, walked, (await aPerson(house, "support-agent")).id);
  stranger = { ...(await aPerson(house, "lead", "analyst", "auditor")), groupIds: [otherTeam] };
  admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
  const columns = await columnsOf(admin);
  const sided = columns.filter(({ column }) => column === "side_id").map(({ table }) => table);
  for (const table of sided.filter((name) => name !== "case_access")) {
    const found = await admin.query(
      `select side_id, row_to_json(t)::text as json from ${table} t where case_id = $1 limit 2000`,
      [walked.caseId],
    );
    rows.set(table, found.rows);
  }
});
afterAll(async () => {
  await admin.end();
  await tasks.close();
  await house.close();
});

/** Rows touched, or "refused" where the role or the wall forbids the statement itself. */
async function tried(actor: Actor, sql: string, value: string): Promise<number | "refused"> {
  try {
    return await house.context.transaction(actor, (tx) => tx.run(sql, [value]));
  } catch (error) {
    if ((error as { code?: string }).code === "42501") return "refused";
    throw error;
  }
}

async function sidesSeen(actor: Actor, table: string, caseId: string): Promise<string[]> {
  const sides = `select distinct side_id as id from ${table} where case_id = $1 limit 100`;
  return seenBy(actor, sides, [caseId]);
}

/** What the statement finds; nothing where the role may not even ask. */
async function seenBy(actor: Actor, sql: string, values: string[] = []): Promise<string[]> {
  try {
    const seen = await house.context.transaction(actor, (tx) =>
      tx.query<{ id: string }>(sql, values),
    );
    return seen.map(({ id }) => id);
  } catch (error) {
    if ((error as { code?: string }).code === "42501") return [];
    throw error;
  }
}

test("the walked case has rows in every table of cases, so that this sweep sees something", () => {
  const empty = [...rows].filter(([, found]) => found.length === 0).map(([table]) => table);
  // What the journey does not come by has tests of its own.
  expect(empty.toSorted()).toEqual([
    "erased_objects",
    "erasures",
    "legal_holds",
    "mail_ids",
    "message_signers",
  ]);
  expect(rows.size).toBeGreaterThan(20);
});

test("[ALE-39] a member reads every table of their case, but for who its parties are", async () => {
  for (const [table, found] of rows) {
    const sides = await sidesSeen(member, table, walked.caseId);
    // A party's key names them: what staff may know of it stands in party_key_states.
    const shut = ["identities", "identity_tokens", "key_links", "party_keys", "reply_addresses"];
    const isShut = shut.includes(table);
    expect(sides.length > 0, table).toBe(found.length > 0 && !isShut);
  }
});

describe("[ALE-39] a colleague of another team, who has a case of their own", () => {
  test("sees no row of this case in any table, by its id or by looking at everything", async () => {
    for (const table of rows.keys()) {
      expect(await sidesSeen(stranger, table, walked.caseId), table).toEqual([]);
      const all = await seenBy(
        stranger,
        `select distinct case_id as id from ${table} where case_id is not null limit 100`,
      );
      expect(
        all.filter((id) => id !== other.caseId),
        table,
      ).toEqual([]);
    }
  });

  test("changes, removes and adds nothing", async () => {
    for (const [table, found] of rows) {
      const update = `update ${table} set case_id = case_id where case_id = $1`;
      expect([0, "refused"], table).toContain(await tried(stranger, update, walked.caseId));
      const remove = `delete from ${table} where case_id = $1`;
      expect([0, "refused"], table).toContain(await tried(stranger, remove, walked.caseId));
      const [row] = found;
      if (!row) continue;
      const insert = `insert into ${table} select * from jsonb_populate_record(null::${table}, $1::jsonb)`;
      expect(await tried(stranger, insert, row.json), table).toBe("refused");
    }
  });

  test("cannot let themselves in", async () => {
    for (const column of ["principal_id", "case_id", "side_id"]) {
      const take = `update case_access set ${column} = ${column} where principal_id = $1`;
      expect(await tried(stranger, take, psirtTeam)).toBe("refused");
    }
    const [row] = rows.get("case_members") ?? [];
    const asMember = {
      ...JSON.parse(row?.json ?? "{}"),
      principal_id: (stranger as { id: string }).id,
    };
    const insert =
      "insert into case_members select * from jsonb_populate_record(null::case_members, $1::jsonb)";
    expect(await tried(stranger, insert, JSON.stringify(asMember))).toBe("refused");
  });
});

describe("[ALE-40] a reporter", () => {
  test("sees their own side and what is shared, never staff's, and no other case", async () => {
    for (const table of rows.keys()) {
      const sides = await sidesSeen(walked.reporter, table, walked.caseId);
      const others = sides.filter((side) => side !== walked.reporter.side);
      expect(others, table).toEqual([]);
      expect(await sidesSeen(walked.reporter, table, other.caseId), table).toEqual([]);
    }
    expect(await sidesSeen(walked.reporter, "messages", walked.caseId)).toEqual([
      walked.reporter.side,
    ]);
    expect(await sidesSeen(walked.reporter, "cases", walked.caseId)).toEqual([]);
  });

  test("changes and adds nothing on staff's side", async () => {
    for (const [table, found] of rows) {
      const staff = found.find((row) => row.side_id === staffSide);
      const update = `update ${table} set side_id = side_id where case_id = $1 and side_id = '${staffSide}'`;
      expect([0, "refused"], table).toContain(await tried(walked.reporter, update, walked.caseId));
      if (!staff) continue;
      const insert = `insert into ${table} select * from jsonb_populate_record(null::${table}, $1::jsonb)`;
      expect(await tried(walked.reporter, insert, staff.json), table).toBe("refused");
    }
  });

  test("cannot move a row of their own to the other side", async () => {
    for (const [table, found] of rows) {
      if (!found.some((row) => row.side_id === walked.reporter.side)) continue;
      const move = `update ${table} set side_id = '${staffSide}' where case_id = $1`;
      expect([0, "refused"], table).toContain(await tried(walked.reporter, move, walked.caseId));
    }
  });
});

test("somebody who has not been recognised sees nothing at all", async () => {
  for (const table of rows.keys()) {
    expect(await sidesSeen({ kind: "anyone" }, table, walked.caseId), table).toEqual([]);
  }
});
