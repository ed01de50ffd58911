/**
 * The analysts' queue at 10,000 and at 1,000,000 cases, for a reader of 20 of them and for one of
 * all: the page over HTTP from the real server, and its data alone.
 */
import type { Actor } from "../src/core/people/actor.ts";
import { psirtTeam } from "../src/core/people/teams.ts";
import { queueCounts, queuePage } from "../src/store/cases/queue-reader.ts";
import { sessionHash } from "../src/store/people/session-reader.ts";
import { insertSession } from "../src/store/people/session-writer.ts";
import { aTokenHolder, type RunningContext, theCheck } from "../test/support/running-context.ts";
import type { Row } from "./support/benchmarks-page.ts";
import { addManyCases } from "./support/many-cases.ts";
import { median, percentile, rounded, timesOf } from "./support/percentile.ts";
import { withParley } from "./support/with-parley.ts";

export const name = "queue";

export const about = `The first page of the queue (50 cases, titles opened, counts of every lane), asked
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

async function measured(at: RunningContext & { baseUrl: string }, count: number): Promise<Row[]> {
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
  at: RunningContext & { baseUrl: string },
  metric: string,
  personId: string,
  teams: readonly string[],
): Promise<Row> {
  const page = await timesOf(runs, await pageOf(at, personId));
  const data = await timesOf(runs, () => dataOf(at, personId, teams));
  const [p95, middle] = [rounded(percentile(page, 95)), rounded(median(page))];
  const beside = `data alone ${rounded(percentile(data, 95))} ms, median ${rounded(median(data))} ms`;
  return { metric, value: p95, unit: `ms at p95 (median ${middle})`, beside };
}

/** Asks for the page with a session of that person, and sees to it that it is the page. */
async function pageOf(
  { context, baseUrl }: RunningContext & { baseUrl: string },
  personId: string,
) {
  const token = Buffer.from(context.randomBytes(16)).toString("base64url");
  const hash = sessionHash(context, token);
  await context.transaction(theCheck, (tx) => insertSession(context, tx, { hash, personId }));
  return async () => {
    const headers = { cookie: `parley-session=${token}`, accept: "text/html" };
    const response = await fetch(`${baseUrl}/console`, { headers, redirect: "manual" });
    const html = await response.text();
    if (response.status !== 200) throw new Error(`the queue answered ${response.status}`);
    if (!html.includes("reads past the buffer")) throw new Error("the queue shows no title");
  };
}

async function dataOf(
  { context }: RunningContext,
  personId: string,
  teams: readonly string[],
): Promise<void> {
  const actor: Actor = { kind: "staff", id: personId, name: "", roles: ["lead"], groupIds: teams };
  const readers = [personId, ...teams];
  const now = context.now();
  const soon = new Date(now.getTime() + 3 * 86_400_000);
  await context.transaction(actor, async (tx) => {
    const { rows } = await queuePage(context, tx, readers, "ours", null);
    await queueCounts(tx, readers, { now, soon });
    if (rows.length === 0 || rows.some((row) => row.title === "")) throw new Error("no titles");
  });
}
