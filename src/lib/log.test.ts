import { closeSync, existsSync, openSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { linesTo, loggedError, makeLog } from "./log.ts";

const canary = "xylophone-canary";

function lineOf(entry: object): string {
  const lines: string[] = [];
  makeLog({ destination: { write: (line) => void lines.push(line) } }).error(
    entry,
    "what happened",
  );
  return lines.join("");
}

test("a line is JSON with its instant and level in words", () => {
  const line = JSON.parse(lineOf({ caseId: "1" }));
  expect(line).toMatchObject({ level: "error", caseId: "1", msg: "what happened" });
  expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
});

test("secrets that are handed over by mistake are withheld, also one level down", () => {
  for (const name of [
    "password",
    "token",
    "cookie",
    "authorization",
    "email",
    "body",
    "headers",
    "ip",
  ]) {
    expect(lineOf({ [name]: canary })).not.toContain(canary);
    expect(lineOf({ request: { [name]: canary } })).not.toContain(canary);
  }
});

test("an error keeps its type, our message, its code and where it came from", () => {
  const error = Object.assign(new RangeError("no such year"), { code: "E_YEAR" });
  const logged = loggedError(error);
  expect(logged).toMatchObject({
    type: "RangeError",
    message: "no such year",
    errorCode: "E_YEAR",
  });
  expect(logged.frames[0]).toContain("log.test.ts");
});

test("what was sent to us is not in the log because something broke over it", () => {
  const database = Object.assign(new Error(`invalid input syntax for type uuid: "${canary}"`), {
    severity: "ERROR",
    routine: "string_to_uuid",
    code: "22P02",
    detail: canary,
  });
  let malformed: unknown;
  try {
    JSON.parse(canary);
  } catch (error) {
    malformed = error;
  }
  for (const err of [database, malformed, new Error("a job failed", { cause: database }), canary]) {
    expect(lineOf({ err })).not.toContain(canary);
  }
  expect(lineOf({ err: database })).toContain("22P02");
});

test.skipIf(!existsSync("/dev/full"))("a log whose disk is full ends nothing", () => {
  const full = openSync("/dev/full", "w");
  try {
    const log = makeLog({ destination: linesTo(full) });
    for (let line = 0; line < 20_000; line += 1) log.info({ line }, "there is no room for this");
  } finally {
    closeSync(full);
  }
});

test("lines go out one by one, as they are said", async () => {
  const folder = await mkdtemp(join(tmpdir(), "parley-log-"));
  const path = join(folder, "printed");
  const file = openSync(path, "w");
  makeLog({ destination: linesTo(file) }).info({ count: 1 }, "said");
  expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({ count: 1, msg: "said" });
  closeSync(file);
  await rm(folder, { recursive: true });
});
