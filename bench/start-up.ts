/** How long `parley start` takes from the command to the printed addresses: first with its seed, then warm. */
import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../src/lib/project-root.ts";
import { freePort } from "../test/support/free-port.ts";
import { ordinary } from "../test/support/parley-process.ts";
import { killTree } from "../test/support/process-tree.ts";
import type { Row } from "./support/benchmarks-page.ts";
import { median, rounded } from "./support/percentile.ts";

export const name = "start-up";

export const about = `From running bin/parley start to its printed addresses, packages and build being
there: the first start makes the database and seeds the demonstration; a warm start finds both, after
a graceful stop or after kill -9 of everything. Medians; the bound for the first is 90 seconds.`;

const firstRounds = 2;
const warmRounds = 5;

export async function run(): Promise<Row[]> {
  const first: number[] = [];
  for (let round = 0; round < firstRounds; round += 1) {
    await inDirectory(async (data) => void first.push(await startOnce(data, "stop")));
  }
  const stopped: number[] = [];
  const killed: number[] = [];
  await inDirectory(async (data) => {
    await startOnce(data, "stop");
    for (let round = 0; round < warmRounds; round += 1) {
      stopped.push(await startOnce(data, "kill"));
      killed.push(await startOnce(data, "stop"));
    }
  });
  return [
    { metric: "first start, with seed", value: rounded(median(first)), unit: "s" },
    { metric: "warm start after a stop", value: rounded(median(stopped)), unit: "s" },
    { metric: "warm start after kill -9", value: rounded(median(killed)), unit: "s" },
  ];
}

async function inDirectory(work: (dataDirectory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "parley-start-"));
  await chmod(directory, 0o711);
  await work(join(directory, "data")).finally(() =>
    rm(directory, { recursive: true, force: true }),
  );
}

/** Seconds until the addresses are printed; then it is ended in this way. */
async function startOnce(dataDirectory: string, end: "stop" | "kill"): Promise<number> {
  const started = performance.now();
  const env = { ...ordinary(), PORT: String(await freePort()), PARLEY_DATA: dataDirectory };
  const program = join(projectRoot(), "bin", "parley");
  const child = spawn(process.execPath, [program, "start"], {
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
    env,
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (text) => String(text).includes("http://") && resolve());
    child.once("exit", () => reject(new Error("Parley ended while starting")));
  });
  const seconds = (performance.now() - started) / 1000;
  if (end === "stop") child.kill("SIGTERM");
  else await killTree(child.pid ?? 0);
  await ended;
  return seconds;
}
