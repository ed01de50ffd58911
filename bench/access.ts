/**
 * The queue behind the wall at a million cases, for a reader of 20 and for a lead of all, alone and
 * eight at once; and what row-level security, sealing, and the seals over rows cost, each as the ratio
 * to the same work without it.
 */
import pg from "pg";
import { writeNote } from "../src/actions/messages/write-note.ts";
import { takeReport } from "../src/actions/reports/take-report.ts";
import type { Actor } from "../src/core/people/actor.ts";
import { psirtTeam } from "../src/core/people/teams.ts";
import { queueCounts, queuePage } from "../src/store/cases/queue-reader.ts";
import type { Context } from "../src/store/context.ts";
import { timelineOf } from "../src/store/events/reader.ts";
import { threadOf } from "../src/store/messages/reader.ts";
import { inTransaction, type SqlValue, type Tx } from "../src/store/transaction.ts";
import { aTokenHolder } from "../test/support/running-context.ts";
import type { Row } from "./support/benchmarks-page.ts";
import { addManyCases } from "./support/many-cases.ts";
import { median, percentile, rounded, timesOf } from "./support/percentile.ts";
import { signedInPage } from "./support/signed-in-page.ts";
import { type Measuring, withParley } from "./support/with-parley.ts";

export const name = "access";

export const about = `The first page of the queue over HTTP from the real server (25 cases, titles
opened, counts of every lane), for a reader of 20 cases and for a lead of all: 200 requests one after
the other, then 8 readers at once with 50 each; beside each the data alone. The bound is 50 ms at the
95th percentile. What walls and seals cost, each beside the same work without: the data of the lead's
queue and of a case with 40 notes of 2 kB, read as parley_app behind row-level security and as
parley_keeper who passes it; the same titles and notes opened with their keys, and read from clear
copies; and writing a note, and taking reports, with the keyed sums over all rows moved by the same
commit, and without. Medians.`;

const cases = Number(process.env.PARLEY_BENCH_CASES ?? 1_000_000);
const runs = 200;
const readersAtOnce = 8;
const notes = 40;

export function run(): Promise<Row[]> {
  return withParley({}, measured);
}

type Staff = Extract<Actor, { kind: "staff" }>;

async function measured(at: Measuring): Promise<Row[]> {
  const { context, admin } = at;
  const few = await aTokenHolder(context, "engineer", ["engineer"], ["read"]);
  const all = await aTokenHolder(context, "lead", ["lead"], ["read"]);
  const lead = { ...(all.actor as Staff), groupIds: [psirtTeam] };
  const caseId = await aTalkativeCase(at, lead);
  const started = performance.now();
  await addManyCases(context, admin, { count: cases, readerOfFew: few.personId });
  const seconds = rounded((performance.now() - started) / 1000);
  await makeClearCopies(at, lead, caseId);
  return [
    { metric: `${cases.toLocaleString("en")} cases made and loaded`, value: seconds, unit: "s" },
    ...(await pagesOf(at, "reader of 20", { ...(few.actor as Staff), groupIds: [] })),
    ...(await pagesOf(at, "lead of all", lead)),
    ...(await wallRows(at, lead, caseId)),
    ...(await sealingRows(at, lead, caseId)),
    ...(await sumsRows(at, lead, caseId)),
  ];
}

/** Alone, and eight at once; beside each the data of the page alone. */
async function pagesOf(at: Measuring, who: string, reader: Staff): Promise<Row[]> {
  const words = "reads past the buffer";
  const ask = await signedInPage(at, reader.id, { path: "/console", words });
  const data = () => queueData(at.context, reader);
  const eight = async (work: () => Promise<unknown>) => {
    const each = Array.from({ length: readersAtOnce }, () => timesOf(runs / 4, work));
    return (await Promise.all(each)).flat();
  };
  return [
    rowOf(`queue, ${who}`, await timesOf(runs, ask), await timesOf(runs, data)),
    rowOf(`queue, ${who}, ${readersAtOnce} at once`, await eight(ask), await eight(data)),
  ];
}

function rowOf(metric: string, page: readonly number[], data: readonly number[]): Row {
  const unit = `ms at p95 (median ${rounded(median(page))})`;
  const beside = `data alone ${rounded(percentile(data, 95))} ms, median ${rounded(median(data))} ms`;
  return { metric, value: rounded(percentile(page, 95)), unit, beside };
}

const reportOf = () =>
  takeReport.input.parse({
    email: "finder@research.example",
    product: "OmniGate 9000",
    description: "A crafted header reads past the buffer.",
  });

/** A report that the running server registers, with notes on it. */
async function aTalkativeCase({ context, admin }: Measuring, lead: Staff): Promise<string> {
  await takeReport.run(context, { kind: "anyone" }, reportOf());
  let caseId: string | undefined;
  for (let tries = 0; !caseId && tries < 300; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    caseId = (await admin.query<{ id: string }>("select case_id as id from cases")).rows[0]?.id;
  }
  if (!caseId) throw new Error("the report was not registered");
  const text = "What was measured on the bench today. ".repeat(55);
  for (let note = 0; note < notes; note += 1) await writeNote.run(context, lead, { caseId, text });
  return caseId;
}

/** The same data as whoever passes the wall: the statements name their readers themselves. */
async function wallRows(at: Measuring, lead: Staff, caseId: string): Promise<Row[]> {
  const keeper = new pg.Pool({ ...at.connectionFor("keeper"), max: 2, pipeline: true });
  const passing: Context = {
    ...at.context,
    transaction: (actor, work) =>
      inTransaction({ app: keeper, worker: keeper }, at.context.now(), actor, work),
  };
  try {
    return [
      await compared("data of the lead's queue, row-level security", "without it", [
        () => queueData(at.context, lead),
        () => queueData(passing, lead),
      ]),
      await compared("data of a case, row-level security", "without it", [
        () => caseData(at.context, lead, caseId),
        () => caseData(passing, lead, caseId),
      ]),
    ];
  } finally {
    await keeper.end();
  }
}

function queueData(context: Context, lead: Staff, opened: (tx: Tx) => Tx = (tx) => tx) {
  const readers = [lead.id, ...lead.groupIds];
  const now = context.now();
  const tomorrow = new Date(now.getTime() + 86_400_000);
  return context.transaction(lead, async (tx) => {
    const [{ rows }] = await Promise.all([
      queuePage(context, opened(tx), readers, { lane: "ours", after: null }),
      queueCounts(tx, readers, { now, tomorrow }),
    ]);
    if (rows.length === 0) throw new Error("an empty queue");
  });
}

function caseData(context: Context, lead: Staff, caseId: string, opened = (tx: Tx) => tx) {
  return context.transaction(lead, async (tx) => {
    await threadOf(context, opened(tx), caseId);
    await timelineOf(tx, caseId);
  });
}

/** What is sealed, once more in clear: made for the comparison and gone with the database. */
async function makeClearCopies(at: Measuring, lead: Staff, caseId: string): Promise<void> {
  const { admin, context } = at;
  await admin.query(`create table clear_titles (case_id uuid primary key, title text not null);
    create table clear_notes (message_id uuid primary key, case_id uuid not null, text text not null);
    insert into clear_titles select case_id, 'Gateway: a crafted header reads past the buffer' from cases;
    create index on clear_notes (case_id);
    grant select on clear_titles, clear_notes to parley_app`);
  const thread = await context.transaction(lead, (tx) => threadOf(context, tx, caseId));
  if (thread.length < notes) throw new Error("the notes do not open");
  for (const { messageId, text } of thread) {
    await admin.query("insert into clear_notes values ($1, $2, $3)", [messageId, caseId, text]);
  }
  await admin.query("analyze clear_titles, clear_notes");
}

/** Instead of the keys, the clear copies are read; without a key nothing is opened. */
function clearOf(tx: Tx, copies: (rows: readonly object[]) => Promise<unknown>): Tx {
  return {
    ...tx,
    async query<R extends object>(sql: string, values?: readonly SqlValue[], name?: string) {
      const keyless = sql
        .replace(/left join lateral \([^)]*from key_wraps[^)]*\) w on true/, "")
        .replace('w.master_key_id as "masterKeyId", w.wrapped', "null as wrapped");
      if (/from (key_wraps|erased_objects)/.test(keyless)) return [] as R[];
      const rows = await tx.query<R>(keyless, values, name && `clear-${name}`);
      await copies(rows);
      return rows;
    },
  };
}

async function sealingRows(at: Measuring, lead: Staff, caseId: string): Promise<Row[]> {
  const { context } = at;
  const titles = (tx: Tx) =>
    clearOf(tx, (rows) => {
      const ids = (rows as { caseId: string }[]).map((row) => row.caseId);
      const sql = "select title from clear_titles where case_id = any ($1::uuid[])";
      return tx.query(sql, [ids], "clear-titles");
    });
  const texts = (tx: Tx) =>
    clearOf(tx, () =>
      tx.query("select text from clear_notes where case_id = $1", [caseId], "clear-notes"),
    );
  return [
    await compared("data of the lead's queue, sealed", "clear", [
      () => queueData(context, lead),
      () => queueData(context, lead, titles),
    ]),
    await compared(`data of a case with ${notes} notes, sealed`, "clear", [
      () => caseData(context, lead, caseId),
      () => caseData(context, lead, caseId, texts),
    ]),
  ];
}

/** The same deeds, committed with the sums over their rows and without. */
async function sumsRows(at: Measuring, lead: Staff, caseId: string): Promise<Row[]> {
  const { context } = at;
  const app = new pg.Pool({ ...at.connectionFor("app"), max: 2, pipeline: true });
  const worker = new pg.Pool({ ...at.connectionFor("worker"), max: 2, pipeline: true });
  const unsealed: Context = {
    ...context,
    transaction: (actor, work) => inTransaction({ app, worker }, context.now(), actor, work),
  };
  const note = (on: Context) => () =>
    writeNote.run(on, lead, { caseId, text: "Measured again on the bench." });
  const take = (on: Context) => () =>
    Promise.all(
      Array.from({ length: 8 }, () => takeReport.run(on, { kind: "anyone" }, reportOf())),
    );
  try {
    const [notes, reports] = [note, take].map((work) => [work(context), work(unsealed)] as const);
    if (!notes || !reports) throw new Error("two deeds");
    return [
      await compared("writing a note, sums over its rows", "without them", notes, runs / 2),
      await compared("taking 8 reports at once, sums over their rows", "without them", reports),
    ];
  } finally {
    await Promise.all([app.end(), worker.end()]);
  }
}

type Works = readonly [with_: () => Promise<unknown>, without: () => Promise<unknown>];

/** In turn, so that what else the machine does meets both. */
async function compared(
  metric: string,
  otherwise: string,
  [work, without]: Works,
  times = runs,
): Promise<Row> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    ours.push(...(await timesOf(times / 4, work)));
    theirs.push(...(await timesOf(times / 4, without)));
  }
  const [value, other] = [median(ours), median(theirs)];
  return {
    metric,
    value: rounded(value),
    unit: "ms, median",
    beside: `${rounded(other)} ms ${otherwise}`,
    ratio: rounded(value / other, 2),
  };
}
