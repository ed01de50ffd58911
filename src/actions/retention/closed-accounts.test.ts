import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aPerson } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { csafLayout } from "../../formats/csaf/csaf-layout.ts";
import { verify } from "../../store/admin/verify.ts";
import { lockTarget } from "../../store/alerts/reader.ts";
import type { Context } from "../../store/context.ts";
import { namesOf } from "../../store/people/reader.ts";
import { sessionHash, sessionHolder } from "../../store/people/session-reader.ts";
import { insertSession } from "../../store/people/session-writer.ts";
import { perform } from "../action.ts";
import { addAlertTarget } from "../alerts/target-deeds.ts";
import { disablePerson } from "../people/disable-person.ts";
import { eraseAccount } from "./erase-account.ts";
import { reapplyErasures } from "./reapply-erasures.ts";

let house: TestContext;
let context: Context;
let admin: pg.Client;

beforeAll(async () => {
  house = await testContext();
  ({ context } = house);
  const { id } = await aPerson(house, "administrator");
  admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
  await admin.query("set session_replication_role = replica");
  // One stays, who can sign in.
  await admin.query("update people set set_up = true where person_id = $1", [id]);
});
afterAll(async () => {
  await admin.end();
  await house.close();
});

const administrator = () => aPerson(house, "administrator");

async function aColleagueWithASession(): Promise<string> {
  const { id: personId } = await aPerson(house, "analyst");
  await context.transaction(theWorker, (tx) =>
    insertSession(context, tx, { hash: sessionHash(context, personId), personId }),
  );
  return personId;
}

/** Does the deed, and puts back what an older backup has of the person. */
async function doneAndRestored(personId: string, deed: () => Promise<unknown>): Promise<void> {
  const tables = ["people", "sessions"];
  for (const table of tables) {
    await admin.query(
      `create temporary table kept_${table} as select * from ${table} where person_id = '${personId}'`,
    );
  }
  await deed();
  for (const table of tables.toReversed()) {
    await admin.query(`delete from ${table} where person_id = $1`, [personId]);
  }
  for (const table of tables) {
    const columns = "select * from";
    await admin.query(`insert into ${table} ${columns} kept_${table}`);
    await admin.query(`drop table kept_${table}`);
  }
}

async function standsAs(personId: string) {
  return context.transaction(theWorker, async (tx) => {
    const [row] = await tx.query<{ closed: boolean; erased: boolean }>(
      `select disabled_at is not null as "closed", erased_at is not null as "erased" from people
        where person_id = $1`,
      [personId],
    );
    const name = (await namesOf(context, tx, [personId])).get(personId);
    const session = await sessionHolder(context, tx, sessionHash(context, personId));
    return { ...row, named: name !== "Former colleague", signedIn: session !== undefined };
  });
}

async function findings(): Promise<string[]> {
  const codes: string[] = [];
  await verify(
    {
      connection: house.database.connectionFor("keeper"),
      masterKey: context.masterKey,
      checkpointFile: join(house.directory, "checkpoints.jsonl"),
      layout: csafLayout,
    },
    ({ code, what }) => codes.push(`${code} ${what}`),
  );
  return codes;
}

const here = { closed: false, erased: false, named: true, signedIn: true };

test("an account that was closed after a backup is closed again when the backup comes back", async () => {
  const personId = await aColleagueWithASession();
  const by = await administrator();
  await doneAndRestored(personId, () => disablePerson.run(context, by, { personId }));
  expect(await standsAs(personId)).toEqual(here);
  expect(await findings()).toContain(`erasure.undone people ${personId}`);
  expect(await reapplyErasures(context)).toBe(1);
  expect(await standsAs(personId)).toEqual({ ...here, closed: true, signedIn: false });
  expect(await reapplyErasures(context)).toBe(0);
});

test("the profile of a colleague that was erased after a backup is erased again when it comes back", async () => {
  const personId = await aColleagueWithASession();
  const by = await administrator();
  await doneAndRestored(personId, async () => {
    await disablePerson.run(context, by, { personId });
    await eraseAccount.run(context, by, { personId });
  });
  expect(await standsAs(personId)).toEqual(here);
  expect(await reapplyErasures(context)).toBe(2);
  expect(await standsAs(personId)).toEqual({
    ...{ closed: true, erased: true, named: false, signedIn: false },
  });
  expect((await findings()).filter((each) => each.startsWith("erasure."))).toEqual([]);
});

test("an account that was closed while the log could not be written is closed, and logged later", async () => {
  const personId = await aColleagueWithASession();
  const full = { ...context.erasureLog, append: () => Promise.reject(new Error("disk full")) };
  const closing = disablePerson.run({ ...context, erasureLog: full }, await administrator(), {
    personId,
  });
  await expect(closing).rejects.toThrow("disk full");
  expect(await standsAs(personId)).toMatchObject({ closed: true, signedIn: false });
  expect(await reapplyErasures(context)).toBe(0);
  const { accounts } = await context.erasureLog.read();
  expect(accounts).toContainEqual(expect.objectContaining({ what: "closed", personId }));
});

test("[TH-23] where alarms of a colleague went who left is erased with the profile, and gets none any more", async () => {
  const gone = await aPerson(house, "lead");
  const to = { whose: "me", address: "private@mailbox.example" };
  const { targetId } = await perform(context, addAlertTarget, gone, to);
  const stands = () => context.transaction(theWorker, (tx) => lockTarget(context, tx, targetId));
  const wrapped = async () =>
    (await admin.query("select key_wrapped from alert_targets where target_id = $1", [targetId]))
      .rows[0].key_wrapped;
  const before = await wrapped();
  const by = await administrator();
  await disablePerson.run(context, by, { personId: gone.id });
  expect((await stands())?.words.address).toBe("private@mailbox.example");
  await eraseAccount.run(context, by, { personId: gone.id });
  expect(await stands()).toMatchObject({ words: { address: "" }, endedAt: context.now() });
  expect(await wrapped()).not.toEqual(before);
});
