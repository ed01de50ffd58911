/** Starts the embedded server, or reaches the one that DATABASE_URL names. Runs no migrations. */
import pg from "pg";
import { superuser } from "./cluster-directory.ts";
import type { DatabaseServer } from "./database-server.ts";
import { type EmbeddedServer, startEmbeddedServer } from "./embedded-server.ts";
import { openExternalServer } from "./external-server.ts";
import { databaseName, databaseRoles, ensureEmbeddedRoles } from "./roles.ts";
import type { ServerLog } from "./server-log.ts";

export interface DatabaseServerOptions {
  /** DATABASE_URL; without it the embedded server is started. */
  readonly databaseUrl?: string | undefined;
  /** PARLEY_DATA. */
  readonly dataDirectory: string;
  readonly log: ServerLog;
  /** Settings of the embedded server that win over ours; for throw-away test data. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Starts or reaches the server with its roles and database made; migrations are the caller's. */
export async function openDatabaseServer(options: DatabaseServerOptions): Promise<DatabaseServer> {
  if (options.databaseUrl) return openExternalServer(options.databaseUrl);
  const server = await startEmbeddedServer(options);
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

async function setUp(server: EmbeddedServer): Promise<void> {
  const admin = new pg.Client(server.connection(superuser, "postgres"));
  await admin.connect();
  await ensureEmbeddedRoles(admin).finally(() => admin.end());
}
