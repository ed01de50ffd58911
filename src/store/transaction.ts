/**
 * The only way to a connection. A transaction names its actor, and PostgreSQL's row-level wall
 * answers for exactly those principals; nothing is set beyond the transaction's end.
 */
import pg from "pg";
import type { Actor } from "../core/people/actor.ts";
import { Refusal } from "../core/refusal.ts";
import { isJoinable, joined, learn, partsOf, type Question } from "./joined-questions.ts";
import { type ChangeSealer, noteChanges } from "./seals/change-sealer.ts";
import "./column-types.ts";

export type SqlValue =
  | string
  | number
  | boolean
  | Date
  | Uint8Array
  | null
  | readonly (string | null)[];

/** One open transaction of one actor. */
export interface Tx {
  readonly actor: Actor;
  /**
   * All rows. Column names are those of the statement: quote camelCase in it. Named, a statement is
   * planned once a connection, which with the wall costs more than looking up a row by its id.
   */
  query<Row extends object>(
    sql: string,
    values?: readonly SqlValue[],
    name?: string,
  ): Promise<Row[]>;
  /** The first row, or undefined. */
  first<Row extends object>(
    sql: string,
    values?: readonly SqlValue[],
    name?: string,
  ): Promise<Row | undefined>;
  /** Runs a statement and says how many rows it touched. */
  run(sql: string, values?: readonly SqlValue[], name?: string): Promise<number>;
}

/** Who asks, as PostgreSQL's settings know it. */
export function principalsOf(actor: Actor): string[] {
  if (actor.kind === "staff") return [actor.id, ...actor.groupIds];
  return actor.kind === "outsider" ? [actor.id] : [];
}

export interface Pools {
  readonly app: pg.Pool;
  readonly worker: pg.Pool;
  /** Seals what a transaction changed, before it commits; absent until the master key is open. */
  readonly seal?: ChangeSealer | undefined;
}

/**
 * Runs `work` in one transaction: as parley_worker for the system, as parley_app for everybody else.
 * `now` is the instant at which access that ends is judged.
 */
export async function inTransaction<T>(
  pools: Pools,
  now: Date,
  actor: Actor,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const client = await connectionOf(actor.kind === "system" ? pools.worker : pools.app);
  // Cut between two statements, a connection has nobody else to tell, and would end the process;
  // the next statement on it fails all the same.
  const isCut = () => {};
  client.on("error", isCut);
  let broken: Error | undefined;
  const opening = openingOf(client, beginning(pools, now, actor));
  const questions = questionsOf(client);
  try {
    // For nobody nothing is set: what they only read needs no transaction around it.
    if (actor.kind !== "anyone") opening.begin();
    const tx = txOf(questions, actor, opening);
    const result = await work(tx);
    questions.send();
    await opening.begun;
    if (tx.wrote()) await pools.seal?.(client).catch(failedBefore);
    if (opening.begun !== undefined) await commit(client);
    return result;
  } catch (error) {
    questions.drop();
    if (isSilent(error)) broken = error as Error;
    else if (opening.begun !== undefined) broken = await rollback(client);
    throw busyWhereAway(error);
  } finally {
    client.off("error", isCut);
    client.release(broken);
  }
}

/** All that a transaction begins with, in one message: it goes before every deed and page. */
function beginning({ seal }: Pools, now: Date, actor: Actor): string {
  const steps = ["begin", ...(seal ? [noteChanges] : [])];
  if (actor.kind === "anyone") return steps.join("; ");
  const become = {
    "parley.principals": principalsOf(actor).join(","),
    "parley.kind": actor.kind,
    "parley.now": now.toISOString(),
  };
  const settings = Object.entries(become).map(
    ([name, value]) => `set local ${name} = ${pg.escapeLiteral(value)}`,
  );
  return [...steps, ...settings].join("; ");
}

interface Opening {
  /** Undefined until a statement needs it. */
  readonly begun: Promise<unknown> | undefined;
  /** Begins once. */
  begin(): void;
}

function openingOf(client: pg.PoolClient, text: string): Opening {
  let begun: Promise<unknown> | undefined;
  return {
    get begun() {
      return begun;
    },
    begin() {
      begun ??= askedTogether(client, text);
    },
  };
}

/** What is sent then leaves in one message with what this tick has sent before. */
function atTicksEnd(client: pg.PoolClient, send: () => void): void {
  const { stream } = client.connection;
  stream.cork();
  process.nextTick(() => {
    send();
    stream.uncork();
  });
}

/**
 * Asks without waiting for earlier answers, and sends all that is asked in the same tick as one
 * message: a page's time is mostly the number of its messages. A statement behind one that failed
 * fails too, as the transaction has.
 */
function askedTogether(
  client: pg.PoolClient,
  query: string | pg.QueryConfig,
): Promise<pg.QueryResult> {
  const { stream } = client.connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
  const answer = client.query(query);
  // Whoever asked hears of it; a beginning that fails is heard of by the first statement behind it.
  answer.catch(() => {});
  return answer;
}

async function connectionOf(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw busyWhereAway(error);
  }
}

/** A server that let a statement wait too long is asked nothing more; it rolls back when it wakes. */
function isSilent(error: unknown): boolean {
  return error instanceof Error && error.message === "Query read timeout";
}

const nothingStored = "the transaction had failed before its commit; nothing of it is stored";

/** PostgreSQL answers the commit of a failed transaction with ROLLBACK and no error. */
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query("commit");
  if (command !== "COMMIT") {
    throw new Error(nothingStored);
  }
}

/** 25P02: somebody caught an earlier statement's error, and PostgreSQL takes no further statement. */
function failedBefore(error: unknown): never {
  if ((error as { code?: unknown } | null)?.code !== "25P02") throw error;
  throw new Error(nothingStored, { cause: error });
}

async function rollback(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query("rollback");
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

// Reading asks nothing of the seals; a door that writes is called by `run`.
const writes = /\b(?:insert|update|delete|merge)\b/i;

type Answer = Pick<pg.QueryResult, "rows" | "rowCount">;

interface Questions {
  /** At once. */
  ask(question: Question): Promise<Answer>;
  /** When the tick ends, as one statement with whatever else is read in it. */
  read(question: Question): Promise<Answer>;
  /** Sends what waits. */
  send(): void;
  /** What waits is not asked any more: the connection serves somebody else. */
  drop(): void;
}

function questionsOf(client: pg.PoolClient): Questions {
  type Waiting = { question: Question; answer: PromiseWithResolvers<Answer> };
  let waiting: Waiting[] = [];
  const alone = ({ text, values, name }: Question) =>
    askedTogether(client, { text, values: [...values], ...(name ? { name } : {}) });
  const send = () => {
    const sent = waiting;
    waiting = [];
    const [only] = sent;
    if (!only) return;
    if (sent.length === 1) return only.answer.resolve(alone(only.question));
    const questions = sent.map(({ question }) => question);
    const parts = askedTogether(client, joined(questions)).then(({ rows: [row] }) =>
      partsOf(questions, row),
    );
    sent.forEach(({ answer }, index) => {
      answer.resolve(parts.then((each) => ({ rows: each[index] ?? [], rowCount: null })));
    });
  };
  return {
    send,
    ask(question) {
      send();
      return alone(question);
    },
    async read(question) {
      if (!isJoinable(question.text)) {
        const answer = await alone(question);
        learn(question.text, answer);
        return answer;
      }
      if (waiting.length === 0) atTicksEnd(client, send);
      const answer = Promise.withResolvers<Answer>();
      waiting.push({ question, answer });
      return answer.promise;
    },
    drop() {
      for (const { answer } of waiting) answer.reject(new Error("the transaction has ended"));
      waiting = [];
    },
  };
}

function txOf(questions: Questions, actor: Actor, opening: Opening): Tx & { wrote(): boolean } {
  let wrote = false;
  const ask = async (text: string, values: readonly SqlValue[] = [], name?: string) => {
    wrote ||= writes.test(text);
    if (wrote) opening.begin();
    const question = { text, values: values.map(toParameter), name };
    const answer = wrote ? questions.ask(question) : questions.read(question);
    // Whoever asked hears of it; a beginning that fails is heard of before.
    answer.catch(() => {});
    await opening.begun;
    return answer;
  };
  return {
    actor,
    wrote: () => wrote,
    query: async <Row>(sql: string, values?: readonly SqlValue[], name?: string) =>
      (await ask(sql, values, name)).rows as Row[],
    first: async <Row>(sql: string, values?: readonly SqlValue[], name?: string) =>
      (await ask(sql, values, name)).rows[0] as Row | undefined,
    run: async (sql, values, name) => {
      wrote = true;
      return (await ask(sql, values, name)).rowCount ?? 0;
    },
  };
}

function toParameter(value: SqlValue): unknown {
  return value instanceof Uint8Array && !Buffer.isBuffer(value) ? Buffer.from(value) : value;
}

// Classes 08 (connection), 53 (resources, disk full included), 57P (shutting down): the database is away.
const awayCodes = /^(08|53|57P|58030)/;

/** A database that is away or full is an outage that people may hear of in one sentence; nothing was taken. */
function busyWhereAway(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = (error as { code?: string }).code ?? "";
  const away =
    awayCodes.test(code) ||
    /^E(CONN|PIPE|NOENT|TIMEDOUT)/.test(code) ||
    isSilent(error) ||
    /Connection terminated|not queryable|timeout exceeded when trying/.test(error.message);
  return away ? new Refusal("service.busy", {}, { cause: error }) : error;
}
