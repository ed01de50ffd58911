/**
 * Starts a PostgreSQL program as the right user with an empty environment. Never hands it our own
 * environment, which may hold passwords and keys.
 */
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { realpath } from "node:fs/promises";
import { Refusal } from "../../core/refusal.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import { canReach, type ServerAccount } from "./server-account.ts";

/** How to start programs on this machine; found once per start. */
export interface Launcher {
  readonly account: ServerAccount | undefined;
  /** What stands before the program: setpriv and its options, or nothing. */
  readonly prefix: readonly string[];
  readonly libraryPath: string | undefined;
}

/** Finds out how the server's programs can be started so that they reach `paths`. */
export async function findLauncher(
  binaries: PostgresBinaries,
  account: ServerAccount | undefined,
  paths: readonly string[],
): Promise<Launcher> {
  const { libraryPath } = binaries;
  // When this process is killed outright, the kernel asks the server to shut down (fast).
  const tied = ["setpriv", "--pdeathsig", "INT"];
  const hasSetpriv = process.platform === "linux" && (await succeeds([...tied, "true"]));
  if (!account) return { account, prefix: hasSetpriv ? [...tied, "--"] : [], libraryPath };
  const switched = [...tied, "--reuid", `${account.uid}`, "--regid", `${account.gid}`];
  const prefix = [...switched, "--clear-groups"];
  if (await reachesAll([binaries.postgres, ...paths], account)) {
    return { account, prefix: hasSetpriv ? [...prefix, "--"] : [], libraryPath };
  }
  // The clone is in a folder that only root may enter (/root, mktemp -d). The server may pass
  // through such folders by one capability; reading is the weaker of the two that grant it.
  for (const capability of ["+dac_read_search", "+dac_override"]) {
    const able = [...prefix, "--inh-caps", capability, "--ambient-caps", capability, "--"];
    if (hasSetpriv && (await succeeds([...able, binaries.postgres, "--version"], libraryPath))) {
      return { account, prefix: able, libraryPath };
    }
  }
  throw new Refusal("server.out-of-reach", { user: account.name });
}

async function reachesAll(paths: readonly string[], account: ServerAccount): Promise<boolean> {
  for (const path of paths) {
    if (!(await canReach(await realpath(path), account))) return false;
  }
  return true;
}

/** Starts a program of the server; its standard output and error are pipes. */
export function launch(launcher: Launcher, program: string, args: readonly string[]): ChildProcess {
  const [command = program, ...rest] = [...launcher.prefix, program, ...args];
  const { account } = launcher;
  const identity = account && launcher.prefix.length === 0 ? account : undefined;
  return spawn(command, rest, {
    ...options(launcher.libraryPath),
    stdio: ["ignore", "pipe", "pipe"],
    // A terminal's ^C must reach Parley alone, which then ends its work before the server's.
    detached: true,
    ...(identity ? { uid: identity.uid, gid: identity.gid } : {}),
  });
}

function options(libraryPath: string | undefined): SpawnOptions {
  const libraries = libraryPath ? { LD_LIBRARY_PATH: libraryPath } : {};
  const path = process.env.PATH ?? "/usr/bin:/bin";
  return { cwd: "/", env: { PATH: path, LC_ALL: "C", TZ: "UTC", ...libraries } };
}

function succeeds(command: readonly string[], libraryPath?: string): Promise<boolean> {
  const [program = "", ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options(libraryPath), stdio: "ignore" });
    child.on("error", () => resolve(false));
    child.on("exit", (code) => resolve(code === 0));
  });
}
