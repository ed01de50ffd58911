import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeCommandLineSocket } from "../../store/admin/command-line-socket.ts";
import { parleyProgram } from "../program.ts";

let folder: string;
let server: Server;
/** What the server was asked and given, and what it answers next about an import. */
const asked: string[] = [];
let given = "";
let answers: object[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-import-"));
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const answer = (status: number, body: object) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    if (request.method === "POST") answer(201, { importId: "i-1" });
    else if (request.url === "/command-line/catalogue") answer(200, { csv: "a,b\r\n", json: {} });
    else answer(200, answers.length > 1 ? (answers.shift() ?? {}) : (answers[0] ?? {}));
    if (request.method === "POST") given = "";
    request.setEncoding("utf8").on("data", (part: string) => {
      given += part;
    });
  });
  const socket = await makeCommandLineSocket(folder);
  await new Promise<void>((resolve) => server.listen(socket, resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
  process.exitCode = 0;
});

async function parley(...words: string[]) {
  const told = { out: "", err: "" };
  const program = parleyProgram({
    environment: { PARLEY_DATA: folder },
    now: () => new Date(),
    out: (text) => {
      told.out += text;
    },
    err: (text) => {
      told.err += text;
    },
  });
  await program.parseAsync(["node", "parley", ...words]);
  return { ...told, exit: process.exitCode };
}

const running = { endedAt: null, done: 10, total: 20, faults: [] };
const done = { state: "done", endedAt: "x", total: 20, added: 18, changed: 2, same: 0, faults: [] };

test("an import tells how far it is and what came of it", async () => {
  await writeFile(join(folder, "c.csv"), "entity,product\nHome,Gate\n");
  answers = [running, done];
  const told = await parley("import", "catalogue", join(folder, "c.csv"));
  expect(told).toEqual({
    out: "18 added, 2 changed, 0 as they are.\n",
    err: "10 of 20 (50 %)\n",
    exit: 0,
  });
  expect(asked).toContain("POST /command-line/imports/catalogue");
});

test("faults are told with line and column, and the exit says that something is wrong", async () => {
  const faults = [{ line: 3, column: 2, field: "received", problem: "This is still to come." }];
  answers = [{ ...done, faults }];
  const plain = await parley("import", "cases", join(folder, "c.csv"), "--dry-run");
  expect(plain.err).toBe("line 3, column 2, received: This is still to come.\n");
  expect(plain).toMatchObject({
    out: "18 would be added, 2 would be changed, 0 as they are.\n",
    exit: 1,
  });
  const json = await parley("import", "cases", join(folder, "c.csv"), "--json");
  expect(
    json.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    { line: 3, column: 2 },
    { state: "done", added: 18, faults: 1 },
  ]);
});

test("an export is read by what is said of its columns, and tells what stands otherwise at its site", async () => {
  const moved = [{ number: "F-2", before: "open", after: "done" }];
  answers = [{ ...done, changed: 1, moved, leftOut: 3 }];
  const file = join(folder, "c.csv");
  const columns = ["--column", "number=No", "--column", "title=Head line"];
  const more = ["--site", "intigriti", "--leave-out", "Closed", "--zone", "Europe/Paris"];
  const told = await parley("import", "reports", file, ...columns, ...more);
  expect(told.out).toBe("F-2: open → done\n3 left out.\n18 added, 1 changed, 0 as they are.\n");
  expect(JSON.parse(given)).toEqual({
    ...{ site: "intigriti", leaveOut: ["Closed"], zone: "Europe/Paris", dryRun: false },
    columns: [
      { field: "number", name: "No" },
      { field: "title", name: "Head line" },
    ],
    text: "entity,product\nHome,Gate\n",
  });
  answers = [{ ...done, state: "unmapped", columns: ["No", "Head line"], added: 0, changed: 0 }];
  const unknown = await parley("import", "reports", file);
  expect(unknown).toMatchObject({ out: "Say which column is what: No, Head line\n", exit: 1 });
});

test("a file that is not there or no text is wrong usage", async () => {
  await expect(parley("import", "catalogue", join(folder, "none.csv"))).rejects.toThrow("ENOENT");
  await writeFile(join(folder, "bad.csv"), Uint8Array.of(0xff, 0xfe, 0x80));
  const bad = parley("import", "catalogue", join(folder, "bad.csv"));
  await expect(bad).rejects.toThrow("is no text in UTF-8");
});

test("the catalogue is written to a file, or to the standard output", async () => {
  expect((await parley("export", "catalogue", "--csv")).out).toBe("a,b\r\n");
  await parley("export", "catalogue", "--out", join(folder, "out.json"));
  expect(await readFile(join(folder, "out.json"), "utf8")).toBe("{}\n");
});
