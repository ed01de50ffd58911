/** Counts what PostgreSQL is asked on a test's connections: every statement, begin and commit too. */
import type pg from "pg";

export interface Statements {
  /** Runs the work and says how many statements were sent meanwhile, and which. */
  during<T>(work: () => Promise<T>): Promise<{ result: T; count: number }>;
  /** The texts of the last `during`. */
  readonly last: readonly string[];
  /** Those of them that read and have no name: PostgreSQL plans them anew each time. */
  readonly plannedAnew: readonly string[];
}

type Asked = Pick<pg.QueryConfig, "text" | "name">;

/** Counts on the connections of these pools that are made from now on. */
export function countingStatements(pools: Readonly<Record<string, pg.Pool>>): Statements {
  let last: string[] = [];
  let plannedAnew: string[] = [];
  for (const pool of Object.values(pools)) {
    pool.on("connect", (client) => {
      const query = client.query.bind(client) as (...asked: unknown[]) => unknown;
      client.query = ((...asked: unknown[]) => {
        const [first] = asked;
        const { text, name } = typeof first === "string" ? { text: first } : (first as Asked);
        last.push(text);
        if (/^\s*(?:select|with)\b/i.test(text) && !name) plannedAnew.push(text);
        return query(...asked);
      }) as typeof client.query;
    });
  }
  return {
    async during(work) {
      last = [];
      plannedAnew = [];
      const result = await work();
      return { result, count: last.length };
    },
    get last() {
      return last;
    },
    get plannedAnew() {
      return plannedAnew;
    },
  };
}
