/**
 * Somebody's PostgreSQL server, named by DATABASE_URL. Never stops it, never logs its address: the
 * URL holds a password.
 */
import pg from "pg";
import { Refusal } from "../../core/refusal.ts";
import type { DatabaseServer } from "./database-server.ts";
import { type DatabaseRole, databaseRoles, ensureExternalRoles } from "./roles.ts";
import { planning } from "./server-settings.ts";

const oldestVersion = 15;

/** Checks the server, sets up the roles where they are missing, and describes the connections. */
export async function openExternalServer(databaseUrl: string): Promise<DatabaseServer> {
  const admin = await connect({ connectionString: databaseUrl });
  try {
    await requireVersion(admin);
    await ensureExternalRoles(admin);
  } finally {
    await admin.end();
  }
  return {
    kind: "external",
    connectionFor: (role, database) => externalConnection(databaseUrl, role, database),
    stop: async () => {},
  };
}

async function connect(config: pg.ClientConfig): Promise<pg.Client> {
  try {
    const client = new pg.Client({ ...config, connectionTimeoutMillis: 15_000 });
    await client.connect();
    return client;
  } catch (error) {
    throw new Refusal("server.unreachable", { reason: shortReason(error) });
  }
}

/** Several addresses of one host fail as one error without a message of its own. */
function shortReason(error: unknown): string {
  const [first] = error instanceof AggregateError ? error.errors : [error];
  return first instanceof Error ? first.message : String(first);
}

async function requireVersion(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ number: string; text: string }>(
    `select current_setting('server_version_num') as number,
            current_setting('server_version') as text`,
  );
  for (const { number, text } of rows) refuseOldVersion(Number(number), text);
}

/** Refuses what the migrations are not written for; `number` is as in 150008 for 15.8. */
export function refuseOldVersion(number: number, text: string): void {
  if (number < oldestVersion * 10_000) throw new Refusal("server.too-old", { found: text });
}

/**
 * A connection of the URL's user that acts as the role from its first statement on. The role is
 * a startup option, so `reset role` leads back to it and not to the user.
 */
export function externalConnection(
  databaseUrl: string,
  role: DatabaseRole,
  database?: string,
): pg.PoolConfig {
  const [address = "", query = ""] = databaseUrl.split("?", 2);
  const parameters = new URLSearchParams(query);
  // The URL's own options would replace ours, and with them the role.
  const options = optionsFor(role, parameters.get("options"));
  if (options !== "") parameters.set("options", options);
  const there = database === undefined ? address : withDatabase(address, database);
  const text = parameters.toString().replaceAll("+", "%20");
  return { connectionString: text === "" ? there : `${there}?${text}` };
}

/** The last one that names a setting wins: the URL may plan in another way, and is never another role. */
function optionsFor(role: DatabaseRole, own: string | null): string {
  if (role === "admin") return own ?? "";
  const plans = Object.entries(planning).map(([name, value]) => `-c ${name}=${value}`);
  return [...plans, ...(own ? [own] : []), `-c role=${databaseRoles[role]}`].join(" ");
}

function withDatabase(address: string, database: string): string {
  return address.replace(/^(\w+:\/\/[^/]*).*$/, `$1/${encodeURIComponent(database)}`);
}
