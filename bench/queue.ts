/**
 * The analysts' queue at 10,000 and at 1,000,000 cases, for a reader of 20 of them and for one of
 * all: the page over HTTP from the real server, and its data alone.
 */
import type { Actor } from "../src/core/people/actor.ts";
import { psirtTeam } from "../src/core/people/teams.ts";
import { queueCounts, queuePage } from "../src/store/cases/queue-reader.ts";
import { aTokenHolder, type RunningContext } from "../test/support/running-context.ts";
import type { Row } from "./support/benchmarks-page.ts";
import { addManyCases } from "./support/many-cases.ts";
import { median, percentile, rounded, timesOf } from "./support/percentile.ts";
import { signedInPage } from "./support/signed-in-page.ts";
import { type Measuring, withParley } from "./support/with-parley.ts";

export const name = "queue";

export const about = `The first page of the queue (25 cases, titles opened, counts of every lane), asked
200 times by one client of a real server over HTTP; beside it the data alone, read in a transaction
behind the row-level wall. The bound is 50 ms at the 95th percentile. The reader of 20 belongs to no
team; their cases lie evenly over five years. The reader of all is a lead.`;

const sizes = [10_000, 1_000_000];
const runs = 200;

export async function run(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const count of sizes) rows.push(...(await withParley({}, (at) => measured(at, count))));
  return rows;
}

async function measured(at: Measuring, count: number): Promise<Row[]> {
  const { context, admin } = at;
  const few = await aTokenHolder(context, "engineer", ["engineer"], ["read"]);
  const all = await aTokenHolder(context, "lead", ["lead"], ["read"]);
  const started = performance.now();
  await addManyCases(context, admin, { count, readerOfFew: few.personId });
  const seconds = rounded((performance.now() - started) / 1000);
  const cases = count.toLocaleString("en");
  return [
    { metric: `${cases} cases made and loaded`, value: seconds, unit: "s" },
    await rowOf(at, `${cases} cases, reader of 20`, few.personId, []),
    await rowOf(at, `${cases} cases, reader of all`, all.personId, [psirtTeam]),
  ];
}

async function rowOf(
  at: Measuring,
  metric: string,
  personId: string,
  teams: readonly string[],
): Promise<Row> {
  const queue = { path: "/console", words: "reads past the buffer" };
  const page = await timesOf(runs, await signedInPage(at, personId, queue));
  const data = await timesOf(runs, () => dataOf(at, personId, teams));
  const [p95, middle] = [rounded(percentile(page, 95)), rounded(median(page))];
  const beside = `data alone ${rounded(percentile(data, 95))} ms, median ${rounded(median(data))} ms`;
  return { metric, value: p95, unit: `ms at p95 (median ${middle})`, beside };
}

async function dataOf(
  { context }: RunningContext,
  personId: string,
  teams: readonly string[],
): Promise<void> {
  const actor: Actor = { kind: "staff", id: personId, name: "", roles: ["lead"], groupIds: teams };
  const readers = [personId, ...teams];
  const now = context.now();
  const tomorrow = new Date(now.getTime() + 86_400_000);
  await context.transaction(actor, async (tx) => {
    const [{ rows }] = await Promise.all([
      queuePage(context, tx, readers, { lane: "ours", after: null }),
      queueCounts(tx, readers, { now, tomorrow }),
    ]);
    if (rows.length === 0 || rows.some((row) => row.title === "")) throw new Error("no titles");
  });
}
