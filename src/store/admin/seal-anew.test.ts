import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { writeNote } from "../../actions/messages/write-note.ts";
import { csafLayout } from "../../formats/csaf/csaf-layout.ts";
import { sealWhereNew } from "./seal-anew.ts";
import { verify } from "./verify.ts";

let house: TestContext;
let admin: pg.Client;
beforeAll(async () => {
  house = await testContext();
  admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await house.close();
});

async function codes(): Promise<string[]> {
  const found: string[] = [];
  const connection = house.database.connectionFor("keeper");
  const checkpointFile = join(tmpdir(), "parley-no-such-checkpoints.jsonl");
  const { masterKey } = house.context;
  await verify({ connection, masterKey, checkpointFile, layout: csafLayout }, ({ code }) =>
    found.push(code),
  );
  return found;
}

test("an installation from before seals is sealed at its first start, its readings are put into a chain, and once only", async () => {
  const lead = await aPerson(house, "lead");
  const { caseId } = await aCase(house);
  // As 0026 left it: no seal, and readings in no chain.
  await admin.query("delete from seals where shard = 0 and scope <> $1", [
    "00000000-0000-7000-8000-00000000000f",
  ]);
  await admin.query("update seals set version = 0, state = ''");
  for (let time = 0; time < 3; time += 1) {
    await admin.query(
      `insert into access_events (access_id, case_id, side_id, actor_id, what, at, kind, actor_kind, body)
       values (gen_random_uuid(), $1, staff_side(), $2, 'overview', now(), 'case.read', 'staff', '{}')`,
      [caseId, lead.id],
    );
  }
  expect(new Set(await codes())).toEqual(new Set(["event.unlinked", "rows.added"]));
  const keeper = house.database.connectionFor("keeper");
  expect(await sealWhereNew(house.context, keeper)).toBeGreaterThan(10);
  expect(await codes()).toEqual([]);
  await writeNote.run(house.context, lead, { caseId, text: "Written after the upgrade." });
  expect(await codes()).toEqual([]);
  expect(await sealWhereNew(house.context, keeper)).toBe(0);
});

test("what was changed past Parley is found still after Parley changed the same case", async () => {
  const lead = await aPerson(house, "lead");
  const { caseId } = await aCase(house);
  await admin.query("update parties set credit = 'none' where case_id = $1", [caseId]);
  expect(await codes()).toContain("rows.altered");
  await writeNote.run(house.context, lead, { caseId, text: "Work goes on." });
  expect(await codes()).toContain("rows.altered");
});
