import { spawnSync } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lockDataDirectory } from "./data-directory-lock.ts";

let directory: string;
const path = process.env.PATH;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "parley-lock-"));
});
afterEach(async () => {
  process.env.PATH = path;
  await rm(directory, { recursive: true });
});

/** A machine that has ps(1) and no flock(1), as macOS. */
async function withoutFlock(): Promise<void> {
  const ps = spawnSync("sh", ["-c", "command -v ps"], { encoding: "utf8" }).stdout.trim();
  await symlink(ps, join(directory, "ps"));
  process.env.PATH = directory;
}

describe.each([
  ["with flock(1)", async () => {}],
  ["without flock(1)", withoutFlock],
])("a data directory, %s", (_, prepare) => {
  beforeEach(prepare);

  test("has one owner at a time", async () => {
    const lock = await lockDataDirectory(directory);

    await expect(lockDataDirectory(directory)).rejects.toMatchObject({
      code: "server.already-running",
      details: { directory, process: process.pid },
    });

    await lock.release();
    await (await lockDataDirectory(directory)).release();
  });

  test("is free again when its owner is gone and its process id is somebody else's", async () => {
    const gone = JSON.stringify({ pid: process.pid, since: "Thu Jan  1 00:00:00 1970" });
    await writeFile(join(directory, "owner.lock"), gone);

    await (await lockDataDirectory(directory)).release();
  });

  test("is free when the owner's record was cut off in the middle", async () => {
    await writeFile(join(directory, "owner.lock"), '{"pid":12');

    await (await lockDataDirectory(directory)).release();
  });
});
