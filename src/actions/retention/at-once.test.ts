/** Two who take keys away, or wrap them anew, at the same moment: really at once, on PostgreSQL. */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { staffSide } from "../../core/cases/sides.ts";
import type { Actor } from "../../core/people/actor.ts";
import { rewrapKeys } from "../../store/admin/rewrap-keys.ts";
import type { Context } from "../../store/context.ts";
import { identityOf } from "../../store/parties/reader.ts";
import { masterKeyFrom } from "../../store/sealing/master-key.ts";
import { grantKey, newObjectKey } from "../../store/sealing/object-keys.ts";
import { confirmErasure } from "./confirm-erasure.ts";
import { erase } from "./erase.ts";
import { erasePerson } from "./erase-person.ts";
import { orderErasure } from "./order-erasure.ts";

const random = (count: number) => new Uint8Array(randomBytes(count));
const first = random(32);
const second = random(32);

let house: TestContext;
let context: Context;
let admin: pg.Client;
let watcher: pg.Client;
let lead: Extract<Actor, { kind: "staff" }>;

beforeAll(async () => {
  house = await testContext({ masterKey: masterKeyFrom(first) });
  ({ context } = house);
  admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
  // As for a list that is too long for the index: rows come as they lie, whoever asks for no order.
  for (const plan of ["indexscan", "indexonlyscan", "bitmapscan"]) {
    await admin.query(`alter database ${house.database.name} set enable_${plan} = off`);
  }
  watcher = new pg.Client(house.database.connectionFor("admin"));
  await watcher.connect();
  lead = await aPerson(house, "lead");
});
afterAll(async () => {
  await Promise.all([admin.end(), watcher.end()]);
  await house.close();
});

/** Waits until this many others wait for a lock: not for a time, for the database to say so. */
async function untilWaiting(count: number): Promise<void> {
  for (;;) {
    const { rows } = await watcher.query<{ waiting: number }>(
      `select count(*)::int as waiting from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows[0]?.waiting === count) return;
  }
}

test("two erasures of one person that start in two cases at once both end, and take no more than they should", async () => {
  const email = "twice@research.example";
  const cases = [await aCase(house, "one", { email }), await aCase(house, "two", { email })];
  const erasures: { caseId: string; erasureId: string }[] = [];
  for (const { caseId, reporter } of cases) {
    const asked = { caseId, partyId: reporter.id, reason: "Their request." };
    erasures.push({ caseId, ...(await erasePerson.run(context, lead, asked)) });
  }
  // No letter to wait for: what is proven here are the locks.
  await admin.query("update deliveries set state = 'withheld' where state = 'owed'");
  await admin.query("begin; lock table identities in access exclusive mode");
  const both = Promise.allSettled(erasures.map((each) => erase.run(context, theWorker, each)));
  await untilWaiting(2);
  await admin.query("commit");
  expect((await both).map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
  for (const { reporter } of cases) {
    const known = context.transaction(theWorker, (tx) => identityOf(context, tx, reporter.id));
    expect(await known).toBeUndefined();
  }
  const { rows } = await house.pools.worker.query(
    "select state, count(*)::int as count from erasures group by state",
  );
  expect(rows).toEqual([{ state: "erased", count: 2 }]);
});

test("an erasure and a rotation of the master key that meet both end", async () => {
  const [mine, other] = [await aCase(house, "three"), await aCase(house, "four")];
  const object = async (caseId: string) => {
    const key = newObjectKey(context, context.newId());
    await context.transaction(theWorker, (tx) =>
      grantKey(context, tx, key, { caseId, sideId: staffSide }),
    );
    return key.objectId;
  };
  const between = await object(other.caseId);
  const high = await object(mine.caseId);
  // Written once more, the lower ones lie behind the highest: a delete as they lie meets that first.
  await admin.query(
    "update key_wraps set object_id = object_id where case_id = $1 and object_id <> $2",
    [mine.caseId, high],
  );
  const order = { caseId: mine.caseId, subjectId: mine.caseId, reason: "It holds data of others." };
  const { erasureId } = await orderErasure.run(context, lead, order);
  const confirm = { caseId: mine.caseId, erasureId };
  await confirmErasure.run(context, await aPerson(house, "lead"), confirm);

  await admin.query("begin");
  await admin.query("select 1 from key_wraps where object_id = $1 for update", [between]);
  const masterKey = masterKeyFrom(second, [first]);
  const rewrapping = rewrapKeys({
    connection: house.database.connectionFor("keeper"),
    ...{ masterKey, randomBytes: random, progress() {} },
  });
  await untilWaiting(1);
  const erasing = erase.run(context, theWorker, { caseId: mine.caseId, erasureId });
  await untilWaiting(2);
  await admin.query("commit");
  const ended = await Promise.allSettled([rewrapping, erasing]);
  expect(ended.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
  const { rows } = await admin.query("select 1 from key_wraps where case_id = $1", [mine.caseId]);
  expect(rows).toEqual([]);
});
