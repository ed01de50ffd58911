/**
 * The server's files, `postgres/` in the data directory: made once, whole or not at all, with
 * checksums. Never touches the files of a cluster that another major version wrote.
 */
import { chmod, chown, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Refusal } from "../../core/refusal.ts";
import { reasonFor } from "./failure-reason.ts";
import { readIfThere } from "./files.ts";
import { type Launcher, launch } from "./launch.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import type { ServerAccount } from "./server-account.ts";

export const clusterIn = (dataDirectory: string) => join(dataDirectory, "postgres");

/** The superuser of the embedded server; reachable through the private socket only. */
export const superuser = "postgres";

/** Makes the data directory if it is missing and lets the server's account pass through it. */
export async function prepareDataDirectory(
  directory: string,
  account: ServerAccount | undefined,
): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (account) await letThrough(directory, account);
}

/** Passing is not reading: the account may enter what it owns inside, and list nothing. */
async function letThrough(directory: string, account: ServerAccount): Promise<void> {
  const found = await stat(directory);
  if ((found.mode & 0o001) !== 0 || found.uid === account.uid) return;
  if (found.gid !== account.gid) await chown(directory, found.uid, account.gid);
  await chmod(directory, (found.mode & 0o700) | 0o010);
}

/** Makes the cluster if there is none, and sees to it that this server can use the one there is. */
export async function prepareCluster(
  dataDirectory: string,
  binaries: PostgresBinaries,
  launcher: Launcher,
): Promise<void> {
  const cluster = clusterIn(dataDirectory);
  await removeUnfinished(dataDirectory);
  const version = (await readIfThere(join(cluster, "PG_VERSION")))?.trim();
  if (version === undefined) await initialise(dataDirectory, binaries, launcher);
  else if (version !== binaries.major) {
    throw new Refusal("server.other-version", { found: version, needed: binaries.major });
  }
  const { account } = launcher;
  if (account && (await stat(cluster)).uid !== account.uid) await giveTo(cluster, account);
}

/** What an initialisation that was cut off left behind; nothing was ever stored in it. */
async function removeUnfinished(dataDirectory: string): Promise<void> {
  const names = (await readdir(dataDirectory)).filter((name) => name.startsWith("postgres.new"));
  for (const name of names) await rm(join(dataDirectory, name), { recursive: true });
}

async function initialise(
  dataDirectory: string,
  binaries: PostgresBinaries,
  launcher: Launcher,
): Promise<void> {
  const unfinished = join(dataDirectory, "postgres.new");
  await mkdir(unfinished, { mode: 0o700 });
  const { account } = launcher;
  if (account) await chown(unfinished, account.uid, account.gid);
  await runInitdb(unfinished, binaries, launcher).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  });
  await rename(unfinished, clusterIn(dataDirectory));
  await syncDirectory(dataDirectory);
}

async function runInitdb(
  directory: string,
  binaries: PostgresBinaries,
  launcher: Launcher,
): Promise<void> {
  const child = launch(launcher, binaries.initdb, [
    ...["--pgdata", directory, "--username", superuser],
    ...["--data-checksums", "--encoding=UTF8", ...locale(), "--no-instructions"],
    ...["--auth-local=trust", "--auth-host=reject"],
  ]);
  const said: string[] = [];
  child.stdout?.resume();
  child.stderr?.on("data", (chunk) => said.push(String(chunk)));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0) throw reasonFor(said.join(""), dirname(directory));
}

/** Code-point order everywhere: an index must not depend on the system's collation tables. */
function locale(): string[] {
  if (process.platform !== "darwin") return ["--locale=C.UTF-8"];
  // macOS has no C.UTF-8; the server's own provider has the same order.
  return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
}

/** A restored or formerly unprivileged data directory belongs to somebody else. */
async function giveTo(directory: string, account: ServerAccount): Promise<void> {
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    await chown(join(entry.parentPath, entry.name), account.uid, account.gid);
  }
  await chown(directory, account.uid, account.gid);
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, "r");
  await handle.sync().finally(() => handle.close());
}
