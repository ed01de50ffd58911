import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { alarmedSince } from "../cases/tray-reader.ts";
import type { SqlValue, Tx } from "../transaction.ts";
import { longUnanswered, longUnowned } from "./untaken-reader.ts";

let house: TestContext;
let admin: pg.Client;
let silent: TestCase;

beforeAll(async () => {
  house = await testContext();
  silent = await aCase(house);
  const answered = await aCase(house);
  admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
  // Many open cases that were answered, each with a long record: copies of one, without its triggers.
  await admin.query("set session_replication_role = replica");
  await admin.query(
    `insert into cases
     select (jsonb_populate_record(c, jsonb_build_object('case_id', gen_random_uuid(), 'reference', 'C-' || n))).*
       from cases c cross join generate_series(1, 2000) n where c.case_id = $1`,
    [answered.caseId],
  );
  await admin.query(
    `insert into events
     select (jsonb_populate_record(e, jsonb_build_object('event_id', gen_random_uuid(), 'case_id', c.case_id,
              'stream_id', c.case_id, 'seq', 1000 + n, 'type', case n when 1 then 'relevancy.told' else 'case.noted' end))).*
       from events e cross join generate_series(1, 20) n cross join cases c
      where e.event_id = (select event_id from events where case_id = $1 limit 1) and c.case_id <> $2`,
    [answered.caseId, silent.caseId],
  );
  await admin.query(
    `insert into messages (message_id, case_id, side_id, direction, template, author_kind, at, content_sealed,
                           encrypted, signature, last_event_id, mac)
     select gen_random_uuid(), case_id, case_id, 'in', 'message', 'party', now(), repeat('x', 400)::bytea,
            false, 'none', case_id, '' from cases cross join generate_series(1, 4)`,
  );
  for (const table of ["cases", "events", "messages", "parties"]) {
    await admin.query(`vacuum analyze ${table}`);
  }
});
afterAll(async () => {
  await admin.end();
  await house.close();
});

const place = { after: undefined, count: 500 };

/** How the database would find them. */
async function planOf(
  find: (tx: Tx, at: Date, from: typeof place) => Promise<unknown>,
): Promise<string> {
  const asked: { text: string; values: readonly SqlValue[] }[] = [];
  const query = async (text: string, values: readonly SqlValue[]) => {
    asked.push({ text, values });
    return [];
  };
  await find({ query } as unknown as Tx, house.context.now(), place);
  const [one] = asked;
  if (!one) throw new Error("nothing was asked");
  const { rows } = await admin.query<{ "QUERY PLAN": string }>(`explain ${one.text}`, [
    ...one.values,
  ]);
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

test("[ALE-09] the sweep for unanswered cases reads open cases and what answers them, and no whole record", async () => {
  const plan = await planOf(longUnanswered);
  for (const index of ["cases_open", "messages_of_staff", "events_of_answers"]) {
    expect(plan).toContain(`using ${index}`);
  }
  expect(plan).not.toMatch(/Seq Scan on (events|messages)|events_case|messages_case/);
  const found = await house.context.transaction(theWorker, (tx) =>
    longUnanswered(tx, house.context.now(), place),
  );
  expect(found.map(({ caseId }) => caseId)).toEqual([silent.caseId]);
});

test("the sweep for cases without an owner reads no whole record either", async () => {
  const plan = await planOf(longUnowned);
  expect(plan).toContain("using events_of_answers");
  expect(plan).not.toMatch(/Seq Scan on events|events_case/);
});

test("the sweep of the tray asks for mail that was alarmed of, and reads no other case", async () => {
  expect(await planOf(alarmedSince)).toContain("using cases_tray_alarmed");
});
