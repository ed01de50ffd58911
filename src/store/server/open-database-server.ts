/** Starts the embedded server, or reaches the one that DATABASE_URL names. Runs no migrations. */
import { resolve } from "node:path";
import pg from "pg";
import { Refusal } from "../../core/refusal.ts";
import { superuser } from "./cluster-directory.ts";
import type { DatabaseServer } from "./database-server.ts";
import { type EmbeddedServer, startEmbeddedServer } from "./embedded-server.ts";
import { openExternalServer } from "./external-server.ts";
import { databaseName, databaseRoles, ensureEmbeddedRoles } from "./roles.ts";
import type { ServerLog } from "./server-log.ts";
import { findSocketDirectory, socketPort } from "./socket-directory.ts";

export interface DatabaseServerOptions {
  /** DATABASE_URL; without it the embedded server is started. */
  readonly databaseUrl?: string | undefined;
  /** PARLEY_DATA. */
  readonly dataDirectory: string;
  readonly log: ServerLog;
  /** Settings of the embedded server that win over ours; for throw-away test data. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Use the embedded server of a Parley that is running already, and leave it running. */
  readonly join?: boolean;
}

/** Starts or reaches the server with its roles and database made; migrations are the caller's. */
export async function openDatabaseServer(options: DatabaseServerOptions): Promise<DatabaseServer> {
  if (options.databaseUrl) return openExternalServer(options.databaseUrl);
  const server = await startOrJoin(options);
  try {
    await setUp(server);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    kind: "embedded",
    connectionFor: (role, database = databaseName) =>
      server.connection(role === "admin" ? superuser : databaseRoles[role], database),
    stop: () => server.stop(),
  };
}

type Reachable = Pick<EmbeddedServer, "connection" | "stop">;

async function startOrJoin(options: DatabaseServerOptions): Promise<Reachable> {
  try {
    return await startEmbeddedServer(options);
  } catch (error) {
    const running = error instanceof Refusal && error.code === "server.already-running";
    if (!running || !options.join) throw error;
    const host = await findSocketDirectory(resolve(options.dataDirectory));
    return {
      connection: (user, database) => ({ host, port: socketPort, user, database }),
      async stop() {},
    };
  }
}

async function setUp(server: Reachable): Promise<void> {
  const admin = new pg.Client(server.connection(superuser, "postgres"));
  await admin.connect();
  await ensureEmbeddedRoles(admin).finally(() => admin.end());
}
