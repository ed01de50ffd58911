import { randomBytes } from "node:crypto";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { masterKeyFrom } from "../sealing/master-key.ts";
import { type ErasureEntry, erasureLog } from "./erasure-log.ts";

let directory: string;
let path: string;
const key = masterKeyFrom(randomBytes(32));
const entry = (erasureId: string): ErasureEntry => ({
  erasureId,
  caseId: "00000000-0000-7000-8000-0000000000c1",
  scope: "content",
  subjectId: "00000000-0000-7000-8000-0000000000c1",
  reason: "term",
  clause: "privacy.retention.content",
  policyVersion: 1,
  confirmedBy: null,
  approvedBy: null,
  dueAt: "2026-06-10T08:00:00.000Z",
  erasedAt: "2026-06-10T08:00:00.000Z",
});

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "parley-erasures-"));
  path = join(directory, "deep", "erasures.jsonl");
});
afterEach(() => rm(directory, { recursive: true, force: true }));

test("what is appended is read again, each erasure once", async () => {
  const log = erasureLog(path, key);
  expect(await log.read()).toEqual({ entries: [], accounts: [], customers: [], forged: [] });
  for (const id of ["a", "b", "a"]) await log.append(entry(id));
  expect(await log.read()).toEqual({
    entries: [entry("a"), entry("b")],
    accounts: [],
    customers: [],
    forged: [],
  });
});

test("a line that is changed, dropped or added by somebody else is found", async () => {
  const log = erasureLog(path, key);
  for (const id of ["a", "b", "c"]) await log.append(entry(id));
  const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
  await writeFile(path, `${[lines[0], lines[2]].join("\n")}\n`);
  expect((await log.read()).forged).toEqual([2]);
  await writeFile(path, `${lines.join("\n").replace('"b"', '"x"')}\n`);
  expect((await log.read()).forged).toEqual([2]);
  await writeFile(path, `${lines.join("\n")}\n`);
  await erasureLog(path, masterKeyFrom(randomBytes(32))).append(entry("d"));
  expect((await log.read()).forged).toEqual([4]);
});

test("a line that somebody put in or spoilt takes no other one with it", async () => {
  const log = erasureLog(path, key);
  for (const id of ["a", "b", "c"]) await log.append(entry(id));
  const [a, b, c] = (await readFile(path, "utf8")).trimEnd().split("\n");
  await writeFile(path, `${[a, "{ no JSON", "null", b?.replace('"b"', '"x"'), c].join("\n")}\n`);
  expect(await log.read()).toEqual({
    entries: [entry("a"), entry("c")],
    accounts: [],
    customers: [],
    forged: [2, 3, 4],
  });
});

test("a line that a power cut left unfinished is no line, and the next is whole", async () => {
  const log = erasureLog(path, key);
  await log.append(entry("a"));
  await appendFile(path, '{"erasureId":"b","case');
  expect((await log.read()).entries).toEqual([entry("a")]);
  await log.append(entry("c"));
  expect(await log.read()).toEqual({
    entries: [entry("a"), entry("c")],
    accounts: [],
    customers: [],
    forged: [],
  });
});

test("a line that somebody put in or spoilt keeps no erasure out of the log, though it bears its id", async () => {
  const log = erasureLog(path, key);
  await log.append(entry("a"));
  await appendFile(path, `{ no JSON\n${JSON.stringify({ ...entry("b"), mac: "made up" })}\n`);
  await log.append(entry("b"));
  expect(await log.read()).toEqual({
    entries: [entry("a"), entry("b")],
    accounts: [],
    customers: [],
    forged: [2, 3],
  });
});
