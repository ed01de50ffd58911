import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FastifyInstance, fastify } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase } from "../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../test/support/context.ts";
import { verdictOf } from "../../test/support/evidence.ts";
import { keepKeysAndPolicy } from "../../test/support/kept-policy.ts";
import { ensureHouse } from "../actions/people/ensure-house.ts";
import { makeCommandLineSocket } from "../store/admin/command-line-socket.ts";
import { askServer, jsonBody, ServerAway } from "./client.ts";
import { commandLineRoutes } from "./command-line-routes.ts";
import { listenOnSocket } from "./listen-on-socket.ts";

let house: TestContext;
let app: FastifyInstance;
let directory: string;
let socket: string;
beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  directory = await mkdtemp(join(tmpdir(), "parley-socket-"));
  app = fastify();
  commandLineRoutes(app, { context: house.context, mailBytesMax: 2_000 });
  socket = await makeCommandLineSocket(directory);
  // What a server that was killed leaves behind.
  await writeFile(socket, "");
  await listenOnSocket(app, socket);
});
afterAll(async () => {
  await app.close();
  await house.close();
  await rm(directory, { recursive: true, force: true });
});

function mail(text: string) {
  const body = { type: "message/rfc822", bytes: Buffer.from(text) };
  return askServer(socket, { method: "POST", path: "/command-line/mail", body });
}

async function inbox(): Promise<number> {
  const { rows } = await house.pools.worker.query("select count(*)::int as count from inbox");
  return rows[0].count;
}

test("only the user that runs the server may open its socket", async () => {
  expect((await stat(socket)).mode & 0o777).toBe(0o600);
  expect((await stat(join(socket, ".."))).mode & 0o077).toBe(0);
});

test("a mail is taken once, however often it is given", async () => {
  const text = "From: a@research.example\r\nSubject: x\r\n\r\nhello\r\n";
  const first = await mail(text);
  expect(first.status).toBe(201);
  expect(first.body.receivedAt).toBe(house.context.now().toISOString());
  await mail(text);
  expect(await inbox()).toBe(1);
});

test("a mail that is too large, or none at all, is refused in a sentence", async () => {
  const before = await inbox();
  const large = await mail("x".repeat(3_000));
  expect(large).toMatchObject({ status: 413, body: { code: "input.too-large" } });
  expect((await mail("")).status).toBe(400);
  expect(await inbox()).toBe(before);
});

test("an operator invites a colleague, and is told what is wrong with an invitation", async () => {
  const people = (body: object) =>
    askServer(socket, { method: "POST", path: "/command-line/people", body: jsonBody(body) });
  const made = await people({ name: "Analyst", signInName: "analyst", roles: ["analyst"] });
  expect(made.status).toBe(201);
  expect(made.body.link).toMatch(/^http/);
  const wrong = await people({ name: "Analyst", signInName: "other", roles: ["king"] });
  expect(wrong).toMatchObject({ status: 422, body: { code: "input.invalid" } });
});

test("an operator gets the plain evidence pack of a case by its reference, and of no other", async () => {
  await keepKeysAndPolicy(house);
  const { reference } = await aCase(house, "a quiet xylophone", { name: "Canary" });
  const ask = (which: string) => {
    const body = jsonBody({ case: which, include: ["names"], reason: "Curious." });
    return askServer(socket, { method: "POST", path: "/command-line/evidence", body });
  };
  const made = await ask(reference);
  expect(made.status).toBe(200);
  const archive = Buffer.from(String(made.body.archive), "base64");
  const { errors, pack } = await verdictOf(archive, {}, house.context.now());
  expect(errors).toEqual([]);
  expect(pack?.deed.includes).toEqual([]);
  for (const word of ["xylophone", "Canary"]) expect(archive.includes(word)).toBe(false);
  expect(await ask("PSIRT-2001-9999")).toMatchObject({ status: 404 });
  expect(await ask("")).toMatchObject({ status: 422 });
});

test("no case is read this way, and nothing of the public API is here", async () => {
  for (const path of ["/api/v1/cases", "/command-line/cases", "/console"] as const) {
    expect((await askServer(socket, { method: "GET", path })).status).toBe(404);
  }
  const jobs = await askServer(socket, { method: "GET", path: "/command-line/jobs" });
  expect(jobs.status).toBe(200);
  expect(Object.keys(jobs.body)).toContain("owed");
});

test("where nobody listens, the client says so", async () => {
  const asked = askServer(join(directory, "none.sock"), { method: "GET", path: "/" });
  await expect(asked).rejects.toThrow(ServerAway);
});
