import { join } from "node:path";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { makeCheckpoint } from "../../actions/checkpoints/make-checkpoint.ts";
import { acceptOlderDatabase, refuseOlderDatabase } from "../admin/accept-older.ts";
import { txOn } from "../admin/admin-connection.ts";
import { appendHouseEvent } from "../events/writer.ts";
import { masterKeyFrom } from "../sealing/master-key.ts";
import { readCheckpointFile } from "./checkpoint-file.ts";
import { behindFile, demandedBy } from "./file-against-database.ts";
import { type CheckpointRecord, checkpointKey, signedRecord } from "./merkle.ts";

const newest = 6;
let house: TestContext;
let admin: pg.Client;
let file: string;
let records: CheckpointRecord[];

beforeAll(async () => {
  house = await testContext();
  file = join(house.directory, "checkpoints.jsonl");
  for (let made = 0; made < newest; made += 1) await something();
  records = await readCheckpointFile(file);
  admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
  // Whoever hands a database back has all of it.
  await admin.query("set session_replication_role = replica");
});
afterAll(async () => {
  await admin.end();
  await house.close();
});

async function something(): Promise<void> {
  const { context } = house;
  await context.transaction(theWorker, (tx) =>
    appendHouseEvent(context, tx, { type: "test.done", body: {} }),
  );
  await makeCheckpoint(context, file);
}

/** The database as it was at a checkpoint, for as long as `look` takes. */
async function handedBack<T>(
  checkpoint: number,
  how: "whole" | "events only",
  look: () => Promise<T>,
): Promise<T> {
  await admin.query("begin");
  await admin.query("delete from events where seq > $1", [checkpoint]);
  await admin.query("update streams set last_seq = least(last_seq, $1)", [checkpoint]);
  if (how === "whole") {
    await admin.query("delete from checkpoint_leaves where checkpoint_id > $1", [checkpoint]);
    await admin.query("delete from checkpoints where checkpoint_id > $1", [checkpoint]);
  }
  try {
    return await look();
  } finally {
    await admin.query("rollback");
  }
}

const behind = () => behindFile(txOn(admin, "test"), records, house.context.masterKey);

test("a database handed back from any older moment is found, and from where on it differs", async () => {
  expect(records).toHaveLength(newest);
  expect(await behind()).toBeUndefined();
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: newest - 1 }),
      // Rows of checkpoints can be copied into an older database; the events below them cannot.
      fc.constantFrom("whole", "events only"),
      async (checkpoint, how) => {
        const found = await handedBack(checkpoint, how, behind);
        expect(found).toMatchObject({ signed: newest, stored: checkpoint });
        const { masterKey } = house.context;
        const start = handedBack(checkpoint, how, () =>
          refuseOlderDatabase(txOn(admin, "test"), masterKey, file),
        );
        await expect(start).rejects.toMatchObject({ code: "checkpoint.ahead" });
      },
    ),
    { numRuns: 40 },
  );
});

test("lines that somebody else signed demand nothing, and hide nothing that we signed", () => {
  const { masterKey } = house.context;
  const strange = checkpointKey(masterKeyFrom(new Uint8Array(32)).derive("checkpoint-signature"));
  const accepted = signedRecord(
    {
      checkpointId: 0,
      at: new Date("2026-03-11T08:00:00Z"),
      root: new Uint8Array(32),
      previousRoot: Buffer.from(records.at(-1)?.root ?? "", "hex"),
      accepted: true,
    },
    strange,
  );
  expect(demandedBy([...records, accepted], masterKey).last?.checkpointId).toBe(newest);
  expect(demandedBy([accepted], masterKey).last).toBeUndefined();
});

test("once accepted an older database starts, and what it loses after that is found again", async () => {
  const { context, database } = house;
  await admin.query("delete from events where seq > 3");
  await admin.query(
    "update streams s set last_seq = 3, last_mac = (select mac from events e where e.stream_id = s.stream_id and e.seq = 3)",
  );
  await admin.query("delete from checkpoint_leaves where checkpoint_id > 3");
  await admin.query("delete from checkpoints where checkpoint_id > 3");
  await admin.query("select setval(pg_get_serial_sequence('checkpoints', 'checkpoint_id'), 3)");
  const given = { masterKey: context.masterKey, file, now: context.now() };
  const accepted = await acceptOlderDatabase((role) => database.connectionFor(role), given);
  expect(accepted).toMatchObject({ signed: newest, stored: 3 });
  const look = async () =>
    behindFile(txOn(admin, "test"), await readCheckpointFile(file), context.masterKey);
  expect(await look()).toBeUndefined();
  await something();
  await something();
  expect(await look()).toBeUndefined();
  // The file tells the whole story: six, taken back to three, and two more.
  const lines = await readCheckpointFile(file);
  expect(lines.map((line) => [line.checkpointId, line.accepted ?? false])).toEqual([
    ...[1, 2, 3, 4, 5, 6].map((id) => [id, false]),
    [3, true],
    [4, false],
    [5, false],
  ]);
  await admin.query("delete from checkpoint_leaves where checkpoint_id > 4");
  await admin.query("delete from checkpoints where checkpoint_id > 4");
  expect(await look()).toMatchObject({ signed: 5, stored: 4 });
});
