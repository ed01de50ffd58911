import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { readCheckpointFile } from "../../store/checkpoints/checkpoint-file.ts";
import { checkpointKey, firstRoot, isGenuine, rootOf } from "../../store/checkpoints/merkle.ts";
import { checkpointsAfter, leavesOf } from "../../store/checkpoints/reader.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { makeCheckpoint } from "./make-checkpoint.ts";

let house: TestContext;
let file: string;

beforeAll(async () => {
  house = await testContext();
  file = join(house.directory, "checkpoints.jsonl");
});
afterAll(() => house.close());

const something = () =>
  house.context.transaction(theWorker, (tx) =>
    appendHouseEvent(house.context, tx, { type: "test.done", body: {} }),
  );

/** What the tables say now, as `parley verify` computes it. */
async function rootsInDatabase(): Promise<string[]> {
  return house.context.transaction(theWorker, async (tx) => {
    const roots: string[] = [];
    for (const { checkpointId, previousRoot } of await checkpointsAfter(tx, 0)) {
      roots.push(rootOf(await leavesOf(tx, checkpointId), previousRoot).toString("hex"));
    }
    return roots;
  });
}

const rootsInFile = async () => (await readCheckpointFile(file)).map((record) => record.root);

test("a checkpoint covers what moved, is signed, and stands in the file outside the database", async () => {
  await something();
  expect(await makeCheckpoint(house.context, file)).toBe(1);
  expect(await makeCheckpoint(house.context, file)).toBe(0);
  await something();
  expect(await makeCheckpoint(house.context, file)).toBe(1);
  const records = await readCheckpointFile(file);
  const key = checkpointKey(house.context.masterKey.derive("checkpoint-signature"));
  expect(records.map((record) => isGenuine(record, key))).toEqual([true, true]);
  expect(records[0]?.previousRoot).toBe(firstRoot.toString("hex"));
  expect(records[1]?.previousRoot).toBe(records[0]?.root);
  expect(await rootsInDatabase()).toEqual(await rootsInFile());
});

test("a line that was cut off by a crash is written again", async () => {
  const whole = await readFile(file, "utf8");
  await writeFile(file, whole.slice(0, -30));
  await makeCheckpoint(house.context, file);
  expect(await readFile(file, "utf8")).toBe(whole);
});

test("a removed checkpoint, a removed stream head and a forged line are each found", async () => {
  await something();
  await makeCheckpoint(house.context, file);
  const { database } = house;
  const admin = new pg.Client(database.connectionFor("admin"));
  await admin.connect();
  await admin.query(
    `update checkpoint_leaves set seq = 1 where checkpoint_id = (select max(checkpoint_id) from checkpoints)`,
  );
  expect(await rootsInDatabase()).not.toEqual(await rootsInFile());
  await admin.query(
    `with gone as (delete from checkpoint_leaves where checkpoint_id = 2)
     delete from checkpoints where checkpoint_id = 2`,
  );
  await admin.end();
  expect(await rootsInDatabase()).toHaveLength((await rootsInFile()).length - 1);
  const [first] = await readCheckpointFile(file);
  if (!first) throw new Error("no record");
  await appendFile(file, `${JSON.stringify({ ...first, at: "2020-01-01T00:00:00.000Z" })}\n`);
  const key = checkpointKey(house.context.masterKey.derive("checkpoint-signature"));
  const genuine = (await readCheckpointFile(file)).map((record) => isGenuine(record, key));
  expect(genuine.at(-1)).toBe(false);
});

const aLeaf = fc.record({
  streamId: fc.uuid(),
  seq: fc.nat(),
  mac: fc.uint8Array({ minLength: 32, maxLength: 32 }),
});

test("any change to any head changes the root; their order does not", () => {
  fc.assert(
    fc.property(fc.array(aLeaf, { minLength: 1, maxLength: 9 }), fc.nat(), (leaves, which) => {
      const root = rootOf(leaves, firstRoot);
      const index = which % leaves.length;
      const changed = leaves.map((leaf, at) =>
        at === index ? { ...leaf, seq: leaf.seq + 1 } : leaf,
      );
      expect(rootOf(changed, firstRoot).equals(root)).toBe(false);
      expect(rootOf(leaves.toSpliced(index, 1), firstRoot).equals(root)).toBe(false);
      expect(rootOf(leaves.toReversed(), firstRoot).equals(root)).toBe(true);
    }),
  );
});
