/**
 * What PostgreSQL was asked for one page, by its own log: every statement of the web's role. The server
 * runs with PARLEY_LOG_LEVEL=debug. What records a reading is another role's, whose other work would be
 * counted with it: where the record grew, its five statements are added (as triage.test.ts counts them).
 */
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { databaseRoles } from "../../src/store/server/roles.ts";
import type { Measuring } from "./with-parley.ts";

/** Begin, the record, the two of its seal, commit. */
const recordStatements = 5;

/** Lets the server log what its web asks, on connections that are made from now on. */
export async function logStatements({ admin }: Measuring): Promise<void> {
  const web = databaseRoles.app;
  await admin.query(`alter role ${web} set log_statement = 'all'`);
  await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where usename = $1 and state = 'idle'",
    [web],
  );
  await sleep(500);
}

export async function statementsOf(at: Measuring, ask: () => Promise<void>): Promise<number> {
  const [before, records] = [(await readFile(at.logFile)).length, await recordsOf(at)];
  await ask();
  // The log is written by another process a moment later.
  await sleep(300);
  const written = (await readFile(at.logFile)).subarray(before).toString();
  const asked = [...written.matchAll(/LOG: {2}(?:statement|execute [^:]+): /g)].length;
  if (asked === 0) throw new Error("the server logged no statement");
  return asked + ((await recordsOf(at)) > records ? recordStatements : 0);
}

async function recordsOf({ admin }: Measuring): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(
    "select count(*)::int as count from access_events",
  );
  return rows[0]?.count ?? 0;
}
