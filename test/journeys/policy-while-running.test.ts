/** The policy of a server that runs: a broken file, a good new version, and a start with a bad one. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectRoot } from "../../src/lib/project-root.ts";
import { anAccount } from "../support/accounts.ts";
import { freePort } from "../support/free-port.ts";
import { ordinary } from "../support/parley-process.ts";
import { policyText } from "../support/policy-files.ts";
import { joinRunning } from "../support/running-context.ts";

let folder: string;
let file: string;
let port: number;
let server: ChildProcess;
let printed = "";

const bin = join(projectRoot(), "bin", "parley");
const template = policyText("template.yaml");
const version = (number: number, mission: string) =>
  template
    .replace(/^version: .*$/m, `version: ${number}`)
    .replace(/^inForceFrom: .*$/m, `inForceFrom: "2026-0${number}-01T00:00:00Z"`)
    .replace(/^ {2}mission:.*\n(?: {4}.*\n)+/m, `  mission: ${mission}\n`);
const broken = version(2, "We hide.").replace(/holidays: .*/, "holidays: XX");
const badLine = broken.slice(0, broken.indexOf("holidays: XX")).split("\n").length;
const sentence = `${badLine}: channels.officeHours.holidays: is no country`;

const environment = () => ({
  ...ordinary(),
  PORT: String(port),
  PARLEY_DATA: join(folder, "data"),
  PARLEY_DEMO: "off",
  PARLEY_POLICY: file,
});

async function start(): Promise<void> {
  printed = "";
  server = spawn(process.execPath, [bin, "start"], {
    env: environment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ready = new Promise<void>((resolve) => {
    for (const stream of [server.stdout, server.stderr]) {
      stream?.on("data", (chunk) => {
        printed += String(chunk);
        if (printed.includes("Stop with Ctrl+C.")) resolve();
      });
    }
  });
  await Promise.race([ready, once(server, "close")]);
  expect(printed).toContain("Parley is ready");
}

async function stop(): Promise<void> {
  server.kill("SIGTERM");
  await once(server, "close");
}

interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

async function parley(...args: string[]): Promise<Answer> {
  const child = spawn(process.execPath, [bin, ...args], { env: environment() });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (child.exitCode === null) await once(child, "close");
  return { code: child.exitCode, out, err };
}

async function page(path: string, cookie = ""): Promise<string> {
  const headers = { accept: "text/html", cookie };
  return (await fetch(`http://127.0.0.1:${port}${path}`, { headers })).text();
}

/** Until the server did what a signal asked of it. */
async function until(holds: () => boolean): Promise<void> {
  await expect.poll(holds, { timeout: 300_000, interval: 50 }).toBe(true);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-policy-"));
  file = join(folder, "policy.yaml");
  port = await freePort();
  await writeFile(file, version(1, "We listen."));
  await start();
});
afterAll(async () => {
  await stop();
  await rm(folder, { recursive: true, force: true });
});

test("a broken file changes nothing, and is told of in log, console, status and metrics", async () => {
  expect(await page("/policy")).toContain("We listen.");
  await writeFile(file, broken);
  server.kill("SIGHUP");
  await until(() => printed.includes("version 1 stays in force"));
  expect(printed).toContain(`${file}:${sentence}`);
  expect(await page("/policy")).toContain("We listen.");
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  expect(await page("/metrics")).toMatch(/^parley_policy_file_refused 1$/m);
  const status = await parley("policy", "status");
  expect(status.code).toBe(1);
  expect(status.out).toContain("template version 1 is in force");
  expect(status.err).toContain(`${file}:${sentence}`);
  const running = await joinRunning(join(folder, "data"), "");
  const { session } = await anAccount(running.context, "operator", "administrator");
  await running.close();
  const people = await page("/console/people", `parley-session=${session}`);
  expect(people).toContain("The policy file cannot be used; version 1 stays in force");
  expect(people).toContain(sentence);
});

test("a good new version is on the policy page without a restart", async () => {
  await writeFile(file, version(2, "We answer."));
  const loaded = await parley("policy", "load", "--json");
  expect(loaded.code).toBe(0);
  expect(JSON.parse(loaded.out)).toMatchObject({ inForce: { version: 2 }, problem: null });
  const shown = await page("/policy");
  expect(shown).toContain("We answer.");
  expect(shown).not.toContain("We listen.");
  expect(await page("/metrics")).toMatch(/^parley_policy_version 2$/m);
});

test("a further version is added by its file, and each kept text can be printed", async () => {
  const later = join(folder, "later.yaml");
  await writeFile(later, version(3, "We thank."));
  expect((await parley("policy", "load", later)).out).toContain("template version 3 is in force");
  expect(await page("/policy")).toContain("We thank.");
  expect((await parley("policy", "show", "--version", "1")).out).toBe(version(1, "We listen."));
  const unknown = await parley("policy", "show", "--version", "9");
  expect(unknown.code).toBe(1);
  expect(unknown.err).toContain("The policy has no version 9.");
  await writeFile(later, broken);
  const refused = await parley("policy", "load", later);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain(`${later}:${sentence}`);
});

test("a start with a broken file goes on with the last good version, and says so first", async () => {
  await stop();
  await writeFile(file, broken);
  await start();
  expect(printed).toContain("ATTENTION: the policy file cannot be used");
  expect(printed).toContain(sentence);
  expect(await page("/policy")).toContain("We thank.");
  await rm(file);
  expect((await parley("policy", "load")).err).toContain("The file cannot be read (ENOENT).");
  expect(await page("/policy")).toContain("We thank.");
});
