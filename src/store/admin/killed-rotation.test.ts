import { spawn } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import type { RotationOrder } from "../../../test/support/run-rotation.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { walk } from "../../../test/support/walk.ts";
import { csafLayout } from "../../formats/csaf/csaf-layout.ts";
import { projectRoot } from "../../lib/project-root.ts";
import { ensureHashRoot } from "../keys/hash-root.ts";
import { readMasterKeyFile, writeMasterKeyFile } from "../keys/master-key-file.ts";
import { type MasterKeys, masterKeyFrom, masterKeyId } from "../sealing/master-key.ts";
import { countUnopened } from "./backup/count-unopened.ts";
import { masterKeyOfDatabase } from "./open-database.ts";
import { countWraps } from "./rewrap-keys.ts";
import { forgetKeys, rotateKeys } from "./rotate-keys.ts";
import { verify } from "./verify.ts";

const first = new Uint8Array(randomBytes(32));
const oldId = masterKeyId(first);
const random = (count: number) => new Uint8Array(randomBytes(count));

let house: TestContext;
let tasks: TestTasks;
let file: string;

beforeAll(async () => {
  house = await testContext({ masterKey: masterKeyFrom(first) });
  tasks = await testTasks(house);
  await walk(house, tasks);
  const keys = { current: first, former: [] };
  await house.context.transaction(theWorker, (tx) =>
    ensureHashRoot(tx, keys, { now: house.context.now(), nonce: random(12) }),
  );
  file = join(house.directory, "master.key");
  await writeMasterKeyFile(file, keys);
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

const connection = (role: "keeper" | "worker") => house.database.connectionFor(role);
const countUnder = async (id: string) => (await countWraps(connection("keeper")))[id] ?? 0;

const rotating = () => ({
  settings: {
    ...{ masterKeys: undefined, masterKeyCommand: undefined, databaseUrl: undefined },
    ...{ masterKeyFile: file, dataDirectory: house.directory },
  },
  database: {
    kind: "embedded" as const,
    connectionFor: house.database.connectionFor,
    async stop() {},
  },
  now: house.context.now(),
  randomBytes: random,
  tellServer: async () => undefined,
  progress() {},
});

/** Rotates in a process of its own, and kills that at the given moment. Says by which signal it ended. */
async function killedAt(standAt: number): Promise<string | null> {
  const order: RotationOrder = {
    ...{ masterKeyFile: file, batch: 2, standAt, now: house.context.now().toISOString() },
    connections: { keeper: connection("keeper"), worker: connection("worker") },
  };
  const script = join(projectRoot(), "test/support/run-rotation.ts");
  const child = spawn(process.execPath, [script, JSON.stringify(order)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.stdout.once("data", () => child.kill("SIGKILL"));
  const [, signal] = await once(child, "exit");
  return signal;
}

async function keysInFile(): Promise<MasterKeys> {
  const keys = await readMasterKeyFile(file);
  if (!keys) throw new Error("the key file is gone");
  return keys;
}

/** With what the file holds, everything opens and is as it was written. */
async function everythingIsThere(): Promise<void> {
  const masterKey = await masterKeyOfDatabase(await keysInFile(), connection("keeper"));
  expect(await countUnopened(connection("keeper"), masterKey)).toBe(0);
  const findings: unknown[] = [];
  const checkpointFile = join(house.directory, "checkpoints.jsonl");
  const options = { connection: connection("keeper"), masterKey, checkpointFile };
  await verify({ ...options, layout: csafLayout }, (finding) => findings.push(finding));
  expect(findings).toEqual([]);
}

test("a rotation that is killed with SIGKILL, again and again, loses no key and is finished by the next", async () => {
  const all = await countUnder(oldId);
  expect(all).toBeGreaterThan(9);
  // Each wrap draws randomness once at least: before so many moments no rotation is at its end.
  for (let kills = 0; kills < 3; kills += 1) {
    const left = await countUnder(oldId);
    if (left < 4) break;
    const standAt = 2 + randomInt(left - 2);
    expect(await killedAt(standAt), `killed at ${standAt} of ${left}`).toBe("SIGKILL");
    expect((await keysInFile()).former.map(masterKeyId)).toEqual([oldId]);
    await everythingIsThere();
    await expect(forgetKeys(rotating())).rejects.toMatchObject({ code: "key.in-use" });
  }
  const left = await countUnder(oldId);
  const { current } = await keysInFile();
  expect(await rotateKeys(rotating())).toEqual({
    ...{ from: [oldId], to: masterKeyId(current), wraps: left },
  });
  expect(await countWraps(connection("keeper"))).toEqual({ [masterKeyId(current)]: all });
  expect(await forgetKeys(rotating())).toEqual([oldId]);
  await everythingIsThere();
});
