/** One run of the server's main process: start, readiness, end. Never restarts it. */
import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { reasonFor } from "./failure-reason.ts";
import { readIfThere } from "./files.ts";
import { type Launcher, launch } from "./launch.ts";
import type { ServerLog } from "./server-log.ts";

export interface Postmaster {
  readonly pid: number;
  /** Resolves when the process is gone, however that came about. */
  readonly ended: Promise<void>;
  /** Fast shutdown: sessions are cut, transactions rolled back, a checkpoint written. */
  stop(): Promise<void>;
}

/** How long a fast shutdown may take before the immediate one, which recovers at the next start. */
const stopMilliseconds = 60_000;

/** Starts the server on the cluster and resolves when it takes connections. */
export async function startPostmaster(
  launcher: Launcher,
  program: string,
  cluster: string,
  settings: readonly string[],
  log: ServerLog,
): Promise<Postmaster> {
  const child = launch(launcher, program, ["-D", cluster, ...settings]);
  const lastWords = listen(child, log);
  let over = false;
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      over = true;
      resolve();
    };
    child.on("close", end);
    child.on("error", (error) => {
      lastWords.push(error.message);
      end();
    });
  });
  // Recovery after a crash takes as long as it takes; only the server's own end ends the waiting.
  while (!over && !(await isReady(cluster, child.pid))) await pause(5);
  if (over) throw reasonFor(lastWords.join("\n"), cluster);
  return { pid: child.pid ?? 0, ended, stop: () => stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill("SIGINT");
  const impatience = setTimeout(() => child.kill("SIGQUIT"), stopMilliseconds);
  await ended;
  clearTimeout(impatience);
}

/** The server writes its state into its pid file: line 1 the process, line 8 the word. */
async function isReady(cluster: string, pid: number | undefined): Promise<boolean> {
  const lines = (await readIfThere(join(cluster, "postmaster.pid")))?.split("\n");
  return lines?.[0] === String(pid) && lines[7]?.trim() === "ready";
}

/** Passes the server's log on and keeps its last lines, to say why a start failed. */
function listen(child: ChildProcess, log: ServerLog): string[] {
  const last: string[] = [];
  child.stdout?.resume();
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    for (const line of chunk.split("\n").filter((one) => one.trim() !== "")) {
      last.push(line);
      if (last.length > 20) last.shift();
      passOn(line, log);
    }
  });
  return last;
}

function passOn(line: string, log: ServerLog): void {
  if (line.startsWith("PANIC")) log.error(`database server: ${line}`);
  else if (line.startsWith("WARNING")) log.warn(`database server: ${line}`);
  else log.debug(`database server: ${line}`);
}
