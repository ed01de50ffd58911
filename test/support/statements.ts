/** Counts what PostgreSQL is asked on a test's connections: every statement, begin and commit too. */
import type pg from "pg";

export interface Statements {
  /** Runs the work and says how many statements were sent meanwhile, and which. */
  during<T>(work: () => Promise<T>): Promise<{ result: T; count: number }>;
  /** The texts of the last `during`. */
  readonly last: readonly string[];
}

/** Counts on the connections of these pools that are made from now on. */
export function countingStatements(pools: Readonly<Record<string, pg.Pool>>): Statements {
  let last: string[] = [];
  for (const pool of Object.values(pools)) {
    pool.on("connect", (client) => {
      const query = client.query.bind(client) as (...asked: unknown[]) => unknown;
      client.query = ((...asked: unknown[]) => {
        const [first] = asked;
        last.push(typeof first === "string" ? first : (first as pg.QueryConfig).text);
        return query(...asked);
      }) as typeof client.query;
    });
  }
  return {
    async during(work) {
      last = [];
      const result = await work();
      return { result, count: last.length };
    },
    get last() {
      return last;
    },
  };
}
