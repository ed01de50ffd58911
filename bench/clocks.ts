/**
 * Promises at 10,000 and at 1,000,000 open clocks: the sweep that finds 100 whose time has passed,
 * and the page of what is due, over HTTP from the real server.
 */
import type { Actor } from "../src/core/people/actor.ts";
import { sweepClocks } from "../src/jobs/sweep-clocks.ts";
import { alarmedClocks } from "../src/store/clocks/overdue-reader.ts";
import { aTokenHolder } from "../test/support/running-context.ts";
import type { Row } from "./support/benchmarks-page.ts";
import { addManyCases, clocksOfOpenCase, makeDue } from "./support/many-cases.ts";
import { median, percentile, rounded, timesOf } from "./support/percentile.ts";
import { signedInPage } from "./support/signed-in-page.ts";
import { type Measuring, withParley } from "./support/with-parley.ts";

export const name = "clocks";

export const about = `Open clocks of open cases, four a case: three that fall due within five weeks
(some did already, and were recorded) and one without a number. The sweep: 100 clocks among them
have just fallen due; finding them is one statement, repeated 200 times; the whole sweep also records
each in a transaction of its own, the median of 9 rounds. The bound is 1.5 times the cost at 10,000,
or 10 ms for finding. The page: \`/console/due\` for a lead of all cases, asked 200 times by one client
over HTTP; the bound is 50 ms at the 95th percentile.`;

const sizes = [10_000, 1_000_000];
const due = 100;
const runs = 200;
const rounds = 9;

const sweeper: Actor = { kind: "system", task: "sweep-clocks" };

interface Measured {
  readonly find: readonly number[];
  readonly sweep: readonly number[];
  readonly page: readonly number[];
}

export async function run(): Promise<Row[]> {
  const rows: Row[] = [];
  let small: Measured | undefined;
  for (const count of sizes) {
    const found = await withParley({}, (at) => measured(at, count));
    rows.push(...rowsOf(count, found, small));
    small ??= found;
  }
  return rows;
}

async function measured(at: Measuring, count: number): Promise<Measured> {
  const { context, admin } = at;
  const lead = await aTokenHolder(context, "lead", ["lead"], ["read"]);
  const cases = count / clocksOfOpenCase;
  await addManyCases(context, admin, { count: cases, openAll: true });
  const find = await findTimes(at);
  const sweep: number[] = [];
  while (sweep.length < rounds) {
    const took = await sweepOnce(at);
    if (took !== undefined) sweep.push(took);
  }
  const page = { path: "/console/due", words: "reads past the buffer" };
  return { find, sweep, page: await timesOf(runs, await signedInPage(at, lead.personId, page)) };
}

async function findTimes({ context, admin }: Measuring): Promise<number[]> {
  await makeDue(admin, due, context.now());
  return timesOf(runs, async () => {
    const place = { after: undefined, count: 100 };
    await context.transaction(sweeper, (tx) => alarmedClocks(tx, context.now(), place));
  });
}

/** Milliseconds; undefined where the server's own timer came in between and took some of them. */
async function sweepOnce({ context, admin }: Measuring): Promise<number | undefined> {
  await makeDue(admin, due, context.now());
  const started = performance.now();
  const count = await sweepClocks(context);
  return count < due ? undefined : performance.now() - started;
}

function rowsOf(count: number, found: Measured, small: Measured | undefined): Row[] {
  const clocks = `${count.toLocaleString("en")} open clocks`;
  const row = (metric: string, times: readonly number[], before?: readonly number[]): Row => {
    const ratio = before && { ratio: rounded(median(times) / median(before), 2) };
    const p95 = rounded(percentile(times, 95));
    const unit = `ms, median (p95 ${p95})`;
    return { metric: `${clocks}, ${metric}`, value: rounded(median(times)), unit, ...ratio };
  };
  const page = rounded(percentile(found.page, 95));
  return [
    row("finding 100 due ones", found.find, small?.find),
    row("a whole sweep of them", found.sweep, small?.sweep),
    {
      metric: `${clocks}, the page of what is due`,
      value: page,
      unit: `ms at p95 (median ${rounded(median(found.page))})`,
    },
  ];
}
