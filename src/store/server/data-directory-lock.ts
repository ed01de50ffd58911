/**
 * One Parley per data directory: a lock of the operating system on `owner.lock`, which ends with
 * the process however that ends, so a stale one needs no hand. Never waits.
 */
import { spawn, spawnSync } from "node:child_process";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { Refusal } from "../../core/refusal.ts";

export interface DataDirectoryLock {
  release(): Promise<void>;
}

/** Takes the directory for this process, or refuses with the owner's process id. */
export async function lockDataDirectory(directory: string): Promise<DataDirectoryLock> {
  const file = await open(join(directory, "owner.lock"), "a+", 0o600);
  try {
    const outcome = await flock(file);
    const free = outcome === "unknown" ? !isRunning(await ownerOf(file)) : outcome === "taken";
    if (!free) {
      const owner = await ownerOf(file);
      throw new Refusal("server.already-running", { directory, process: owner?.pid ?? "unknown" });
    }
    await file.truncate(0);
    const since = outcome === "unknown" ? startOf(process.pid) : "";
    await file.write(JSON.stringify({ pid: process.pid, since }));
  } catch (error) {
    await file.close();
    throw error;
  }
  return {
    async release() {
      await file.truncate(0);
      await file.close();
    },
  };
}

interface Owner {
  readonly pid: number;
  /** When it started, as `ps` says it, to tell a reused process id; empty where flock(1) decides. */
  readonly since: string;
}

/**
 * flock(1) locks our open file, and the lock stays with the file when that program ends. Other
 * programs do not inherit the file, so it lasts exactly as long as this process has it open.
 */
function flock(file: FileHandle): Promise<"taken" | "refused" | "unknown"> {
  return new Promise((resolve) => {
    const child = spawn("flock", ["-n", "3"], { stdio: ["ignore", "ignore", "ignore", file.fd] });
    child.on("error", () => resolve("unknown"));
    child.on("exit", (code) => resolve(code === 0 ? "taken" : code === 1 ? "refused" : "unknown"));
  });
}

async function ownerOf(file: FileHandle): Promise<Owner | undefined> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0);
  try {
    return JSON.parse(buffer.toString("utf8", 0, bytesRead));
  } catch {
    return undefined;
  }
}

/** Where there is no flock(1), as on macOS: the process named in the file, if it is still that one. */
function isRunning(owner: Owner | undefined): boolean {
  return owner !== undefined && owner.since !== "" && startOf(owner.pid) === owner.since;
}

function startOf(pid: number): string {
  const answer = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
  return answer.stdout?.trim() ?? "";
}
