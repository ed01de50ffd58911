/**
 * What the job queue still owes, as ids. A backup keeps it as owed effects and not as the queue's own
 * tables, whose shape belongs to the queue: what is restored is owed again, and done then.
 */
import pg from "pg";
import type { DatabaseServer } from "../../server/database-server.ts";
import { withClient } from "../admin-connection.ts";

/** One owed effect a line, as the outbox has it. */
export interface OwedJob {
  readonly task: string;
  readonly caseId: string | null;
  readonly subjectId: string | null;
  readonly startAfter: string | null;
}

/** The jobs that are not done, in the snapshot of the given connection, as JSON lines. */
export async function owedJobs(keeper: pg.Client, database: DatabaseServer): Promise<string> {
  const exported = await keeper.query<{ id: string }>("select pg_export_snapshot() as id");
  // The queue's tables are the worker's own; both see the same instant.
  return withClient(database.connectionFor("worker"), async (client) => {
    await client.query("begin isolation level repeatable read read only");
    const snapshot = pg.escapeLiteral(exported.rows[0]?.id ?? "");
    await client.query(`set transaction snapshot ${snapshot}`);
    const there = await client.query<{ queue: boolean }>(
      "select to_regclass('pgboss.job') is not null as queue",
    );
    if (!there.rows[0]?.queue) return "";
    const { rows } = await client.query<OwedJob>(
      `select data ->> 'task' as "task", data ->> 'caseId' as "caseId",
              data ->> 'subjectId' as "subjectId", start_after as "startAfter"
         from pgboss.job
        where state in ('created', 'retry', 'active') and data ->> 'task' is not null
        order by created_on, id`,
    );
    return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  });
}
