/**
 * The PostgreSQL server that Parley starts on its own data directory, reachable through a private
 * Unix socket only. One owner at a time; comes up again by itself after any kind of death.
 */
import { realpath } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { clusterIn, prepareCluster, prepareDataDirectory } from "./cluster-directory.ts";
import { type DataDirectoryLock, lockDataDirectory } from "./data-directory-lock.ts";
import { meaningOf } from "./failure-reason.ts";
import { findLauncher } from "./launch.ts";
import { endOrphan } from "./orphan.ts";
import { findBinaries } from "./postgres-binaries.ts";
import { type Postmaster, startPostmaster } from "./postmaster.ts";
import { type ServerAccount, serverAccount } from "./server-account.ts";
import type { ServerLog } from "./server-log.ts";
import { serverSettings } from "./server-settings.ts";
import {
  makeSocketDirectory,
  removeDeadSocket,
  removeSocketDirectory,
  socketPort,
} from "./socket-directory.ts";

export interface EmbeddedServerOptions {
  /** PARLEY_DATA; made if it is missing. */
  readonly dataDirectory: string;
  readonly log: ServerLog;
  /** Server settings that win over ours, as `{ fsync: "off" }` for throw-away test data. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedServer {
  /** How to reach a database as a role; nothing but this machine's private socket leads there. */
  connection(role: string, database: string): EmbeddedConnection;
  /** The server's process id, which changes when it had to be started again. */
  pid(): number;
  /** Whether a server of an earlier, killed run was found and ended first. */
  readonly endedOrphan: boolean;
  /** Fast shutdown; afterwards the data directory is free for another owner. */
  stop(): Promise<void>;
}

export interface EmbeddedConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/**
 * Starts the server and resolves when it takes connections. Refuses with `server.already-running`
 * when another process has the directory, and with other `server.*` codes when it cannot start.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const dataDirectory = resolve(options.dataDirectory);
  const account = await serverAccount();
  try {
    await prepareDataDirectory(dataDirectory, account);
    const lock = await lockDataDirectory(dataDirectory);
    return await startLocked({ ...options, dataDirectory }, account, lock).catch(async (error) => {
      await lock.release();
      throw error;
    });
  } catch (error) {
    throw meaningOf(error, dataDirectory);
  }
}

async function startLocked(
  { dataDirectory, log, settings }: EmbeddedServerOptions,
  account: ServerAccount | undefined,
  lock: DataDirectoryLock,
): Promise<EmbeddedServer> {
  const host = await makeSocketDirectory(dataDirectory, account);
  const binaries = await findBinaries(join(dataDirectory, "postgres-libraries"));
  const launcher = await findLauncher(binaries, account, [host, join(dataDirectory, "run")]);
  const endedOrphan = await endOrphan(clusterIn(dataDirectory), log);
  await removeDeadSocket(host);
  await prepareCluster(dataDirectory, binaries, launcher);
  const cluster = await realpath(clusterIn(dataDirectory));
  const start = () =>
    startPostmaster(launcher, binaries.postgres, cluster, serverSettings(host, settings), log);
  const startAgain = async () => {
    await endOrphan(cluster, log);
    await removeDeadSocket(host);
    return start();
  };
  const server = supervise(await start(), startAgain, log);
  return {
    connection: (role, database) => ({ host, port: socketPort, user: role, database }),
    pid: server.pid,
    endedOrphan,
    async stop() {
      await server.stop();
      await removeSocketDirectory(dataDirectory, host);
      await lock.release();
    },
  };
}

/** Starts the server again whenever it ends unasked, until it is asked to. */
function supervise(first: Postmaster, start: () => Promise<Postmaster>, log: ServerLog) {
  let current = first;
  let stopping = false;
  const watch = async (): Promise<void> => {
    for (;;) {
      await current.ended;
      if (stopping) return;
      log.error("the database server ended unexpectedly; starting it again");
      const again = await restart(start, () => stopping, log);
      if (!again) return;
      current = again;
      if (stopping) await again.stop();
    }
  };
  const watching = watch();
  return {
    pid: () => current.pid,
    async stop() {
      stopping = true;
      await current.stop();
      await watching;
    },
  };
}

/** Tries until it works or Parley stops: the disk may be full now and free in a minute. */
async function restart(
  start: () => Promise<Postmaster>,
  stopping: () => boolean,
  log: ServerLog,
): Promise<Postmaster | undefined> {
  for (let wait = 100; !stopping(); wait = Math.min(wait * 2, 5_000)) {
    try {
      return await start();
    } catch (error) {
      log.error(`the database server does not start: ${(error as Error).message}`);
      await pause(wait);
    }
  }
  return undefined;
}
