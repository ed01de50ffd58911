/**
 * The console at 10,000 and at 1,000,000 cases, for a reader of 20 of them and for a lead of all: the
 * queue with and without filters, each page of a case and the search, over HTTP from the real server; and how
 * many statements each page sends.
 */
import { writeNote } from "../src/actions/messages/write-note.ts";
import { takeReport } from "../src/actions/reports/take-report.ts";
import type { Actor } from "../src/core/people/actor.ts";
import { psirtTeam } from "../src/core/people/teams.ts";
import { caseViews } from "../src/web/console/at-case.ts";
import { aTokenHolder } from "../test/support/running-context.ts";
import type { Row } from "./support/benchmarks-page.ts";
import { logStatements, statementsOf } from "./support/count-statements.ts";
import { addManyCases, benchEntity } from "./support/many-cases.ts";
import { median, percentile, rounded, timesInTurn } from "./support/percentile.ts";
import { signedInPage } from "./support/signed-in-page.ts";
import { type Measuring, withParley } from "./support/with-parley.ts";

export const name = "console";

export const about = `Pages of the console over HTTP from the real server, each asked 400 times by one client
that shares the machine: the queue, the queue by filters that many and that few cases fit, each page of a
case with 40 notes of 2 kB, and searches by a word that every case has, by one that one case has,
by two that many have, and by operators. A label of many is on every fortieth case, a label of few on 200.
The reader of 20 belongs to no team; their cases lie evenly over five years. The lead
reads all. Both installations run side by side and each page is asked of them in turn, twenty times here
and twenty there, so that both meet the machine as it is in that minute.
The bounds are 50 ms at the 95th percentile and 1.5 times the figure at 10,000 cases, or 10 ms.
Statements are those that PostgreSQL logs for one such page once its session is known and its statements
are prepared: session, begin, commit and the record of the reading included; the bound is 12.`;

const sizes = (process.env.PARLEY_BENCH_SIZES ?? "10000,1000000")
  .split(",")
  .map(Number)
  .filter((size) => size > 0);
const runs = 400;
const notes = 40;

interface Page {
  readonly metric: string;
  readonly path: string;
  /** Stands on it; nothing of it where it is empty. */
  readonly words: string;
}

/** An installation with so many cases. */
interface House {
  readonly at: Measuring;
  readonly count: number;
  readonly readers: Readers;
}

export async function run(): Promise<Row[]> {
  const rows = await withHouses(sizes, []);
  const debug = { PARLEY_LOG_LEVEL: "debug" };
  return [...rows, ...(await withParley(debug, countedPages))];
}

/** Starts and fills one of each size, the smallest first, and measures them while all of them run. */
async function withHouses(counts: readonly number[], houses: readonly House[]): Promise<Row[]> {
  const [count, ...others] = counts;
  if (count === undefined) return measured(houses);
  return withParley({}, async (at) => {
    const readers = await filled(at, count);
    return withHouses(others, [...houses, { at, count, readers }]);
  });
}

interface Readers {
  readonly few: string;
  readonly all: string;
  /** The case with much in it: the lead's alone. */
  readonly reference: string;
}

/** People, one case of the present with a conversation, and so many of the past. */
async function filled(at: Measuring, count: number): Promise<Readers> {
  const { context, admin } = at;
  const few = await aTokenHolder(context, "engineer", ["engineer"], ["read"]);
  const all = await aTokenHolder(context, "lead", ["lead"], ["read"]);
  const lead = { ...all.actor, groupIds: [psirtTeam] } as Actor;
  const reference = await aTalkativeCase(at, lead);
  const owners = [few.personId, all.personId];
  await addManyCases(context, admin, { count, readerOfFew: few.personId, varied: { owners } });
  return { few: few.personId, all: all.personId, reference };
}

async function aTalkativeCase({ context, admin }: Measuring, lead: Actor): Promise<string> {
  const report = takeReport.input.parse({
    email: "finder@research.example",
    product: "OmniGate 9000",
    description: "A crafted header reads past the buffer.",
  });
  await takeReport.run(context, { kind: "anyone" }, report);
  const asked = "select case_id as id, reference from cases";
  let [found] = (await admin.query<{ id: string; reference: string }>(asked)).rows;
  for (let tries = 0; !found && tries < 300; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    [found] = (await admin.query<{ id: string; reference: string }>(asked)).rows;
  }
  if (!found) throw new Error("the report was not registered");
  const text = "What was measured on the bench today. ".repeat(55);
  const caseId = found.id;
  for (let note = 0; note < notes; note += 1) await writeNote.run(context, lead, { caseId, text });
  return found.reference;
}

const title = "reads past the buffer";
const few = "kind=dispute&severity=critical&owner=nobody";

const ofEntity = new URLSearchParams({ entity: benchEntity });

const listPages: readonly Page[] = [
  { metric: "queue", path: "/console", words: title },
  { metric: "queue, many fit", path: "/console?severity=critical&waiting=us", words: "Filter" },
  { metric: "queue, few fit", path: `/console?${few}`, words: "Filter" },
  { metric: "closed ones, few fit", path: `/console?lane=closed&${few}`, words: "Filter" },
  { metric: "queue, a label of many", path: "/console?label=zero-day", words: "Filter" },
  { metric: "queue, a label of few", path: "/console?label=rare-label", words: "Filter" },
  { metric: "queue, an entity", path: `/console?${ofEntity}`, words: "Filter" },
  { metric: "queue, no entity", path: "/console?entity=none", words: "Filter" },
  { metric: "search, a word of all", path: "/console/search?q=gateway", words: title },
  { metric: "search, two words of many", path: "/console/search?q=gateway+model7", words: title },
  {
    metric: "search, two words that never meet",
    path: "/console/search?q=model7+model8",
    words: "Search for",
  },
  { metric: "search, a word of one", path: "/console/search?q=message11", words: "Search for" },
  {
    metric: "search, words and operators",
    path: "/console/search?q=gateway+owner:nobody+is:open",
    words: "Search for",
  },
  {
    metric: "search, operators that few fit",
    path: "/console/search?q=kind:dispute+severity:critical+is:open",
    words: "Search for",
  },
];

const wordsOn: Partial<Record<(typeof caseViews)[number], string>> = {
  conversation: "on the bench today",
  history: "What happened",
};

const casePages = (reference: string): Page[] => {
  const path = `/console/cases/${reference}`;
  return caseViews.map((view) => ({
    metric: view === "overview" ? "case" : `case, ${view}`,
    path: view === "overview" ? path : `${path}/${view}`,
    words: wordsOn[view] ?? "OmniGate 9000",
  }));
};

/** Who asks for what: the reader of few is not on the talkative case. */
function pagesOf({ few: ofFew, all, reference }: Readers): [string, string, Page][] {
  return [
    ...listPages.map((page): [string, string, Page] => ["reader of 20", ofFew, page]),
    ...[...listPages, ...casePages(reference)].map((page): [string, string, Page] => [
      "lead of all",
      all,
      page,
    ]),
  ];
}

async function measured(houses: readonly House[]): Promise<Row[]> {
  const rows: Row[] = [];
  const pages = houses.map(({ readers }) => pagesOf(readers));
  for (const [place, [who, , { metric }]] of (pages[0] ?? []).entries()) {
    const asked = houses.map(async ({ at }, house) => {
      const [, personId, page] = pages[house]?.[place] ?? [];
      if (!personId || !page) throw new Error(`no page ${place} of house ${house}`);
      return signedInPage(at, personId, page);
    });
    const times = await timesInTurn(runs, await Promise.all(asked));
    rows.push(...rowsOf(`${metric}, ${who}`, houses, times));
  }
  return rows;
}

/** One row of each size, the larger beside the smallest. */
function rowsOf(what: string, houses: readonly House[], times: readonly number[][]): Row[] {
  const [smallest] = times.map((each) => percentile(each, 95));
  return houses.map(({ count }, house) => {
    const own = times[house] ?? [];
    const p95 = percentile(own, 95);
    return {
      metric: `${count.toLocaleString("en")} cases, ${what}`,
      value: rounded(p95),
      unit: `ms at p95 (median ${rounded(median(own))})`,
      ...(house > 0 && smallest ? { ratio: rounded(p95 / smallest, 2) } : {}),
    };
  });
}

/** For a colleague who reads the page for the first time, as the record has it. */
async function countedPages(at: Measuring): Promise<Row[]> {
  const readers = await filled(at, 200);
  await logStatements(at);
  const rows: Row[] = [];
  for (const [who, personId, page] of pagesOf(readers)) {
    if (who !== "lead of all") continue;
    const ask = await signedInPage(at, personId, page);
    // So that the server has seen each statement.
    for (let warm = 0; warm < 5; warm += 1) await ask();
    const other = await aTokenHolder(at.context, page.metric, ["lead"], ["read"]);
    const value = await statementsOf(at, await signedInPage(at, other.personId, page));
    rows.push({ metric: `statements: ${page.metric}`, value, unit: "of at most 12" });
  }
  return rows;
}
