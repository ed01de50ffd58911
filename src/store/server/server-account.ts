/**
 * Which operating-system user PostgreSQL runs as. It refuses to run as root, so root's Parley
 * starts it as an unprivileged user that exists. Never creates a user, never opens a folder wider
 * than to that user's group.
 */
import { lstat, readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { dirname } from "node:path";
import { Refusal } from "../../core/refusal.ts";

export interface ServerAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

// postgres is the one made for this; the others exist nearly everywhere and own no files.
const preferred = ["postgres", "nobody", "daemon"];

/** The account to switch to, or undefined when we are not root and the server runs as we do. */
export async function serverAccount(): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) {
    requireOwnEntry();
    return undefined;
  }
  const accounts = (await readFile("/etc/passwd", "utf8")).split("\n").flatMap(passwdEntry);
  const named = preferred.flatMap((name) => accounts.filter((one) => one.name === name));
  const account = named.find((one) => one.uid !== 0);
  if (!account) throw new Refusal("server.no-account", { user: "root" });
  return account;
}

/** PostgreSQL looks its user up by number and stops where the list of users lacks it. */
function requireOwnEntry(): void {
  try {
    userInfo();
  } catch {
    throw new Refusal("server.no-account", { user: String(process.getuid?.()) });
  }
}

function passwdEntry(line: string): ServerAccount[] {
  const [name, , uid, gid] = line.split(":");
  return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
}

/** Whether the account may pass through every folder above the path, by their modes. */
export async function canReach(path: string, account: ServerAccount): Promise<boolean> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (!mayEnter(await lstat(folder), account)) return false;
    if (folder === dirname(folder)) return true;
  }
}

function mayEnter(
  folder: { mode: number; uid: number; gid: number },
  account: ServerAccount,
): boolean {
  if (folder.uid === account.uid) return (folder.mode & 0o100) !== 0;
  if (folder.gid === account.gid) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}
