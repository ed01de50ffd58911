/**
 * The product itself as its own process: `bin/parley start` on a data directory and free ports, for
 * the checks that kill it and the benchmarks that measure it. Never inherits a setting of ours.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { projectRoot } from "../../src/lib/project-root.ts";
import { killTree } from "./process-tree.ts";

export interface ParleyOptions {
  readonly dataDirectory: string;
  readonly port: number;
  /** Settings beyond PORT and PARLEY_DATA. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where standard output and error go, appended. */
  readonly logFile: string;
}

export interface ParleyProcess {
  readonly baseUrl: string;
  /** Milliseconds from the start until it serves. Throws where it ends or is not ready in time. */
  ready(withinMs?: number): Promise<number>;
  /** kill -9 of the process and all that it started; resolves with their number. */
  kill(): Promise<number>;
  /** Asks it to end, and waits until it did. */
  stop(): Promise<void>;
  hasEnded(): boolean;
  /** Null while it runs, and where a signal ended it. */
  exitCode(): number | null;
}

export function startParley(options: ParleyOptions): ParleyProcess {
  const started = performance.now();
  const child = spawnParley(options);
  const baseUrl = `http://127.0.0.1:${options.port}`;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  return {
    baseUrl,
    hasEnded,
    exitCode: () => child.exitCode,
    async ready(withinMs = 300_000) {
      while (!(await answers(`${baseUrl}/readyz`))) {
        const why = hasEnded() ? "ended" : performance.now() - started > withinMs ? "hangs" : "";
        if (why) throw new Error(`Parley ${why} while starting:\n${lastLines(options.logFile)}`);
        await pause(10);
      }
      if (hasEnded())
        throw new Error(`another answers at ${baseUrl}:\n${lastLines(options.logFile)}`);
      return performance.now() - started;
    },
    async kill() {
      if (child.pid === undefined || hasEnded()) return 0;
      const count = await killTree(child.pid);
      await ended;
      return count;
    },
    async stop() {
      if (hasEnded()) return;
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function spawnParley({ dataDirectory, port, settings, logFile }: ParleyOptions): ChildProcess {
  const log = openSync(logFile, "a", 0o600);
  try {
    const root = projectRoot();
    return spawn(process.execPath, [join(root, "bin", "parley"), "start"], {
      cwd: root,
      detached: true,
      stdio: ["ignore", log, log],
      env: { ...ordinary(), ...settings, PORT: String(port), PARLEY_DATA: dataDirectory },
    });
  } finally {
    closeSync(log);
  }
}

/** Our environment without what would set the product up. */
export function ordinary(): NodeJS.ProcessEnv {
  const ours = /^(PARLEY_|DATABASE_URL$|PORT$|HOST$|NODE_OPTIONS$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

function lastLines(file: string): string {
  return readFileSync(file, "utf8").split("\n").slice(-15).join("\n");
}
