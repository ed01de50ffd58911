import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { projectRoot } from "../../src/lib/project-root.ts";
import { freePort } from "../support/free-port.ts";
import { ordinary } from "../support/parley-process.ts";

/** The whole program as a process of its own, without the demonstration. */
interface Program {
  readonly child: ChildProcess;
  /** Everything that it has printed so far, on both outputs. */
  printed(): string;
  /** Resolves when that was printed, or when the program ended. */
  until(words: string): Promise<void>;
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

let folder: string;
let port: number;
const running = new Set<Program>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-start-"));
  port = await freePort();
});
afterEach(async () => {
  for (const program of running) {
    program.child.kill("SIGTERM");
    await program.ended;
  }
  running.clear();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function start(settings: Record<string, string> = {}): Program {
  const env = { PORT: String(port), PARLEY_DATA: join(folder, "data"), PARLEY_DEMO: "off" };
  const child = spawn(process.execPath, [join(projectRoot(), "bin", "parley"), "start"], {
    env: { ...ordinary(), ...env, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => {
      text += String(chunk);
      for (const listener of listeners) listener();
    });
  }
  const ended = once(child, "close").then(([code]) => code as number | null);
  const program: Program = {
    child,
    printed: () => text,
    ended,
    async until(words) {
      const seen = new Promise<void>((resolve) => {
        const look = () => text.includes(words) && resolve();
        listeners.add(look);
        look();
      });
      await Promise.race([seen, ended]);
      expect(text).toContain(words);
    },
  };
  running.add(program);
  return program;
}

const report = { product: "Gateway", description: "It stops.", email: "f@research.example" };

function sendReport(): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/api/v1/reports`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(report),
  });
}

test("Parley starts on an empty directory, takes a report, and ends in order when asked", async () => {
  const parley = start();
  await parley.until("Stop with Ctrl+C.");
  expect(parley.printed()).toContain(`Parley is ready at http://localhost:${port}`);
  expect(parley.printed()).toMatch(/\/set-up\/[\w-]{22}\n/);
  expect((await sendReport()).status).toBe(201);
  const second = start({ PORT: String(await freePort()) });
  expect(await second.ended).toBe(1);
  expect(second.printed()).toMatch(/^parley: Parley is already running on .+ \(process \d+\)\./m);
  parley.child.kill("SIGTERM");
  expect(await parley.ended).toBe(0);
  const checkpoints = await readFile(join(folder, "data", "checkpoints.jsonl"), "utf8");
  expect(checkpoints.trim().split("\n").length).toBeGreaterThan(0);
});

test("without the master key of its data Parley does not start and makes no other", async () => {
  const key = join(folder, "data.key");
  await copyFile(key, `${key}.kept`);
  await rm(key);
  const parley = start();
  expect(await parley.ended).toBe(1);
  expect(parley.printed()).toContain("its master key");
  await expect(readFile(key)).rejects.toThrow("ENOENT");
  await rename(`${key}.kept`, key);
});

test("after kill -9 the next start needs no hand", async () => {
  const parley = start();
  await parley.until("Stop with Ctrl+C.");
  expect((await sendReport()).status).toBe(201);
  parley.child.kill("SIGKILL");
  await parley.ended;
  const again = start();
  await again.until("Stop with Ctrl+C.");
  expect((await sendReport()).status).toBe(201);
  again.child.kill("SIGINT");
  expect(await again.ended).toBe(0);
});

test("wrong settings are all said at once, before anything is started", async () => {
  const parley = start({ PORT: "many", PARLEY_COLOUR: "red" });
  expect(await parley.ended).toBe(1);
  expect(parley.printed()).toContain("parley: PORT should be a whole number from 0 to 65535.");
  expect(parley.printed()).toContain("parley: PARLEY_COLOUR is not a setting");
});
