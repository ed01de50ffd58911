/**
 * The private folder of the server's socket: `run/` in the data directory, or a short one in the
 * system's temporary folder when that path is too long for a socket. Never one that others may enter.
 */
import { chmod, chown, lstat, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readIfThere } from "./files.ts";
import type { ServerAccount } from "./server-account.ts";

export const socketPort = 5432;

// sockaddr_un holds 108 bytes on Linux and 104 on macOS, with the closing zero.
const socketPathBytesMax = process.platform === "darwin" ? 103 : 107;

/** Makes the folder for a server that runs as `account`; the same one again after a restart. */
export async function makeSocketDirectory(
  dataDirectory: string,
  account: ServerAccount | undefined,
): Promise<string> {
  const run = join(dataDirectory, "run");
  await mkdir(run, { recursive: true, mode: 0o700 });
  await makePrivate(run, account);
  if (fits(run)) return run;
  const known = await readIfThere(pointerIn(run));
  if (known && (await isOurs(known, account))) return known;
  const short = await mkdtemp(
    join(fits(join(tmpdir(), "parley-XXXXXX")) ? tmpdir() : "/tmp", "parley-"),
  );
  await makePrivate(short, account);
  await writeFile(pointerIn(run), short, { mode: 0o600 });
  return short;
}

/**
 * Removes the socket of a server that is gone. Its lock file names a process id, which may be
 * another program's by now, or that of a dead server whose parent never asked how it ended: the
 * new server would take it for a living one. Only for who holds the data directory's lock.
 */
export async function removeDeadSocket(directory: string): Promise<void> {
  const socket = join(directory, `.s.PGSQL.${socketPort}`);
  await rm(`${socket}.lock`, { force: true });
  await rm(socket, { force: true });
}

/** Where a running server's socket is, for a second process on the same data directory. */
export async function findSocketDirectory(dataDirectory: string): Promise<string> {
  const run = join(dataDirectory, "run");
  return fits(run) ? run : ((await readIfThere(pointerIn(run))) ?? run);
}

/** Removes what lies outside the data directory. */
export async function removeSocketDirectory(dataDirectory: string, found: string): Promise<void> {
  const run = join(dataDirectory, "run");
  if (found === run) return;
  await rm(found, { recursive: true, force: true });
  await rm(pointerIn(run), { force: true });
}

const pointerIn = (run: string) => join(run, "socket-directory");

const fits = (directory: string) =>
  Buffer.byteLength(join(directory, `.s.PGSQL.${socketPort}`)) <= socketPathBytesMax;

async function makePrivate(path: string, account: ServerAccount | undefined): Promise<void> {
  if (account) await chown(path, account.uid, account.gid);
  await chmod(path, 0o700);
}

/** After a reboot somebody else may have made a folder of that name; a socket there would be theirs. */
async function isOurs(path: string, account: ServerAccount | undefined): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  const owner = account?.uid ?? process.getuid?.();
  return found?.isDirectory() === true && found.uid === owner && (found.mode & 0o077) === 0;
}
