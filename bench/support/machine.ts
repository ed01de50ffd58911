/** What the numbers were measured on. Names neither the machine nor a path on it. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { findBinaries } from "../../src/store/server/postgres-binaries.ts";

export async function machine(): Promise<string> {
  const model = cpus()[0]?.model.trim() || "unknown processor";
  const memory = Math.round(totalmem() / 1024 ** 3);
  const versions = `Node ${process.versions.node}, PostgreSQL ${await postgresVersion()}`;
  const busy = `load average ${(loadavg()[0] ?? 0).toFixed(1)} before`;
  return `${availableParallelism()} cores of ${model}, ${memory} GiB, ${versions}, ${busy}`;
}

async function postgresVersion(): Promise<string> {
  const links = await mkdtemp(join(tmpdir(), "parley-bench-"));
  try {
    const { postgres, libraryPath } = await findBinaries(links);
    const env = libraryPath ? { LD_LIBRARY_PATH: libraryPath } : {};
    const { stdout } = await promisify(execFile)(postgres, ["--version"], { env });
    return /\d+(\.\d+)*/.exec(stdout)?.[0] ?? "of unknown version";
  } finally {
    await rm(links, { recursive: true, force: true });
  }
}
