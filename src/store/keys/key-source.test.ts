import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { masterKeyFrom, masterKeyId } from "../sealing/master-key.ts";
import { masterKeysFromCommand } from "./key-command.ts";
import { keySourceOf, keysAtHand } from "./key-source.ts";
import { masterKeysIn, masterKeyText } from "./master-key-text.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-key-"));
});
afterEach(() => rm(folder, { recursive: true }));

const hex = (digit: string) => digit.repeat(64);
const failed = (reason: RegExp) =>
  expect.objectContaining({ code: "key.command-failed", message: expect.stringMatching(reason) });

test("a command gives the keys, the current one first, and is asked nothing else", async () => {
  const seen = join(folder, "asked");
  const command = `echo asked >> ${seen}; echo ${hex("a")}; echo '# before'; echo ${hex("b")}`;
  const settings = { masterKeys: undefined, masterKeyCommand: command, masterKeyFile: "unused" };
  expect(keySourceOf(settings)).toMatchObject({ kind: "command" });
  const keys = await keysAtHand(settings);
  expect(masterKeyText(keys)).toBe(`${hex("a")}\n${hex("b")}\n`);
  expect(await readFile(seen, "utf8")).toBe("asked\n");
});

test.each([
  ["fails", `echo ${hex("a")}; exit 3`, /ended with status 3/],
  ["is killed", `echo ${hex("a")}; kill -9 $$`, /ended with SIGKILL/],
  ["prints no key", "echo hunter2", /printed no master key/],
  ["prints half a key", `echo ${"a".repeat(32)}`, /printed no master key/],
  ["prints without end", "yes", /more than a few keys/],
  ["is not there", "/no/such/program", /ended with status 127/],
])(
  "a command that %s stops the start with one sentence, which repeats nothing it printed",
  async (_, command, reason) => {
    await expect(masterKeysFromCommand(command)).rejects.toEqual(failed(reason));
    await expect(masterKeysFromCommand(command)).rejects.not.toThrow(/hunter2|aaaa/);
  },
);

test("a command that hangs is ended with all that it started", async () => {
  const pid = join(folder, "pid");
  const hangs = masterKeysFromCommand(`sleep 1000 & echo $! > ${pid}; wait`, 300);
  await expect(hangs).rejects.toEqual(failed(/longer than 0.3 seconds/));
  const started = Number(await readFile(pid, "utf8"));
  await expect.poll(() => isAlive(started)).toBe(false);
});

/** A process that nobody has asked how it ended is as good as gone. */
async function isAlive(pid: number): Promise<boolean> {
  const state = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return state !== "" && !/\) [ZX] /.test(state);
}

const aKey = fc.uint8Array({ minLength: 32, maxLength: 32 });

test("keys written as text read back as they were, whatever their number", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(aKey, { minLength: 1, maxLength: 16, selector: masterKeyId }),
      (all) => {
        const [current = new Uint8Array(32), ...former] = all;
        expect(masterKeysIn(masterKeyText({ current, former }))).toEqual({ current, former });
      },
    ),
  );
});

test("through any chain of rotations everything opens, and hashes stay what the first key made them", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(aKey, { minLength: 2, maxLength: 6, selector: masterKeyId }),
      (chain) => {
        const [first = new Uint8Array(32), ...later] = chain;
        const held = masterKeyFrom(first);
        const place = { table: "key_wraps", column: "wrapped for case", objectId: "object" };
        const hashed = held.hash("search-tokens", "gateway");
        let wrap = { id: held.id, bytes: held.wrap(first, place, new Uint8Array(12)) };
        let before = first;
        for (const current of later) {
          held.follow({ current, former: [before] });
          const opened = held.unwrap(wrap.id, wrap.bytes, place);
          expect(Buffer.from(opened).equals(first)).toBe(true);
          wrap = { id: held.id, bytes: held.wrap(opened, place, new Uint8Array(12)) };
          before = current;
        }
        held.follow({ current: before, former: [] });
        expect(held.unwrap(wrap.id, wrap.bytes, place).equals(first)).toBe(true);
        expect(held.hash("search-tokens", "gateway").equals(hashed)).toBe(true);
      },
    ),
  );
});
