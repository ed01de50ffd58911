/**
 * Ends a server that outlived its Parley, found by the folder it works in. Never signals a process
 * that is not a PostgreSQL of this very data directory: process ids are reused.
 */
import { spawnSync } from "node:child_process";
import { readdir, readFile, readlink, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { readIfThere } from "./files.ts";
import type { ServerLog } from "./server-log.ts";

/** How long each signal may take: a fast shutdown writes a checkpoint, an immediate one nothing. */
const patience: readonly [NodeJS.Signals, number][] = [
  ["SIGINT", 20_000],
  ["SIGQUIT", 10_000],
  ["SIGKILL", 10_000],
];

/**
 * Ends every server process of the cluster, gently first; true if there was one. The caller holds
 * the data directory's lock, so that none of them can be another Parley's.
 */
export async function endOrphan(cluster: string, log: ServerLog): Promise<boolean> {
  const found = await processesOf(cluster);
  for (const [signal, milliseconds] of patience) {
    const left = await processesOf(cluster);
    if (left.length === 0) break;
    log.warn(`a database server of an earlier run is still there; ending it (${signal})`);
    const postmaster = await recorded(cluster);
    // The postmaster ends the others; without one they end by themselves or need each its signal.
    const gently = signal === "SIGINT" && left.includes(postmaster);
    for (const pid of gently ? [postmaster] : left) send(pid, signal);
    await gone(cluster, milliseconds);
  }
  if ((await processesOf(cluster)).length > 0) throw new Error(`processes hold ${cluster} open`);
  await removeForeignPidFile(cluster);
  return found.length > 0;
}

async function gone(cluster: string, milliseconds: number): Promise<void> {
  const deadline = performance.now() + milliseconds;
  while (performance.now() < deadline && (await processesOf(cluster)).length > 0) await pause(10);
}

/**
 * After a reboot the recorded process id may be somebody else's: the server would believe that a
 * server is running and stop. A dead one is left to the server, which knows how to check it.
 */
async function removeForeignPidFile(cluster: string): Promise<void> {
  const pid = await recorded(cluster);
  if (pid > 0 && isAlive(pid)) await rm(join(cluster, "postmaster.pid"));
}

async function recorded(cluster: string): Promise<number> {
  const first = (await readIfThere(join(cluster, "postmaster.pid")))?.split("\n")[0];
  return Math.abs(Number(first ?? 0));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** The PostgreSQL processes that work in the cluster's folder. */
async function processesOf(cluster: string): Promise<number[]> {
  const folder = await realpath(cluster).catch(() => undefined);
  if (folder === undefined) return [];
  if (process.platform !== "linux") return postmasterByCommand(folder);
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map((pid) => isServerIn(pid, folder)));
  return pids.filter((_, index) => found[index]).map(Number);
}

async function isServerIn(pid: string, folder: string): Promise<boolean> {
  try {
    if ((await readlink(`/proc/${pid}/cwd`)) !== folder) return false;
    return (await readFile(`/proc/${pid}/comm`, "utf8")).trim() === "postgres";
  } catch {
    // Gone meanwhile, or another user's.
    return false;
  }
}

function postmasterByCommand(folder: string): number[] {
  const { stdout } = spawnSync("ps", ["-axo", "pid=,command="], { encoding: "utf8" });
  return (stdout ?? "")
    .split("\n")
    .filter((line) => line.includes("bin/postgres ") && line.includes(`-D ${folder} `))
    .map((line) => Number.parseInt(line, 10));
}
