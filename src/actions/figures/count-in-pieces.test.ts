import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { anyProduct } from "../../core/figures/cube.ts";
import type { FiguresProgress } from "../../core/figures/round.ts";
import type { Actor } from "../../core/people/actor.ts";
import { psirtTeam } from "../../core/people/teams.ts";
import { placeText } from "../../core/products/status.ts";
import { figuresCount, figuresProgress } from "../../store/figures/cells-reader.ts";
import { perform } from "../action.ts";
import { concludeAnalysis } from "../decisions/conclude-analysis.ts";
import { decideRelevancy } from "../decisions/decide-relevancy.ts";
import { addProduct } from "../products/add-product.ts";
import { setStatus } from "../status/set-status.ts";
import { addVulnerability } from "../vulnerabilities/add-vulnerability.ts";
import { countHouseFigures } from "./count-house-figures.ts";

let house: TestContext;
let lead: Actor;
let stranger: Actor;
const cases: TestCase[] = [];

const day = 86_400;
const run = (deed: Parameters<typeof perform>[1], found: TestCase | undefined, input: object) =>
  perform(house.context, deed, lead, { caseId: found?.caseId, ...input });

const relevant = (found: TestCase | undefined) =>
  run(decideRelevancy, found, { outcome: "relevant", touches: ["availability"] });

const concluded = (found: TestCase | undefined, outcome = "confirmed") =>
  run(concludeAnalysis, found, {
    outcome,
    explanation:
      "The packet restarts it or not: what its length says was looked at on the bench, by two people.",
  });

/** Every figure that is shown, in one text; in which order spans were added makes no difference. */
async function figures(): Promise<string> {
  const { rows } = await house.pools.worker.query(
    `select principal_id, month, measure, cut, entity, product_id, source, band, count,
            (select array_agg(h order by h) from unnest(hours) h) as hours
       from figure_cells where round = (select round from figure_counts)
      order by principal_id, month, measure, cut, entity, product_id, source, band`,
  );
  return JSON.stringify(rows, null, 1);
}

/** What the team's cases count as a whole. */
async function totals(): Promise<object> {
  const { rows } = await house.pools.worker.query<{ measure: string; count: number }>(
    `select measure, sum(count)::int as count from figure_cells
      where round = (select round from figure_counts) and entity = '' and principal_id = $1
        and product_id = $2 and measure in ('discovered', 'confirmed', 'time-to-analyse', 'open')
      group by measure order by measure`,
    [psirtTeam, anyProduct],
  );
  return Object.fromEntries(rows.map(({ measure, count }) => [measure, count]));
}

/** A signal that stops the turn once so many pieces were looked for. */
const after = (pieces: number) => {
  let asked = 0;
  return {
    get aborted() {
      asked += 1;
      return asked > pieces;
    },
  };
};

const anew = () => house.pools.worker.query("update figure_counts set day = '2026-01-01'");
const underWay = (who: Actor): Promise<FiguresProgress[]> =>
  house.context.transaction(who, figuresProgress);

beforeAll(async () => {
  house = await testContext();
  lead = await aPerson(house, "lead");
  stranger = { ...(await aPerson(house, "engineer")), groupIds: [] } as Actor;
  const product = { entity: "Gates", name: "OmniGate 9000" };
  const { productId } = await perform(house.context, addProduct, lead, product);
  for (let count = 0; count < 7; count += 1) {
    cases.push(await aCase(house, `fault ${count}`));
    house.passSeconds(9 * day);
    const found = cases[count];
    if (count % 3 !== 2) await relevant(found);
    if (count % 3 !== 1) continue;
    await concluded(found, count === 4 ? "not-confirmed" : "confirmed");
    const flaw = { title: "A length nobody checks", cwe: `CWE-13${count}` };
    const made = (await run(addVulnerability, found, flaw)) as { vulnerabilityId: string };
    const places = [placeText({ of: "product", productId })];
    await run(setStatus, found, { ...made, places, status: "affected" });
  }
  house.passSeconds(60);
});
afterAll(() => house.close());

test("[VEN-04] however large the pieces, and wherever a stop or a crash ends a turn, the figures are the same", async () => {
  expect(await countHouseFigures(house.context)).toBe(7);
  const whole = await figures();
  expect(whole).toContain("confirmed-by-weakness");
  expect(whole).toContain("time-to-identify");
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }),
      async (casesAtOnce, stops) => {
        await anew();
        let counted = 0;
        for (const pieces of stops) {
          const signal = after(pieces);
          counted += await countHouseFigures(house.context, { casesAtOnce, signal });
          expect(await figures()).toBe(whole);
        }
        counted += await countHouseFigures(house.context, { casesAtOnce });
        expect(counted).toBe(7);
        expect(await figures()).toBe(whole);
        expect(await underWay(lead)).toEqual([]);
      },
    ),
    { numRuns: 15 },
  );
});

test("a turn goes on behind the last case that was counted, and until the end pages read the count before", async () => {
  const before = await house.context.transaction(theWorker, figuresCount);
  const shown = await figures();
  house.passSeconds(day);
  expect(await countHouseFigures(house.context, { casesAtOnce: 2, signal: after(2) })).toBe(4);
  expect(await house.context.transaction(theWorker, figuresCount)).toEqual(before);
  expect(await figures()).toBe(shown);
  house.passSeconds(3600);
  expect(await countHouseFigures(house.context, { casesAtOnce: 2 })).toBe(3);
  const now = await house.context.transaction(theWorker, figuresCount);
  expect(now?.asOf).toEqual(new Date(house.context.now().getTime() - 3_600_000));
});

test("how far a count has come is told of the cases that the reader is on, and to nobody else", async () => {
  house.passSeconds(day);
  await countHouseFigures(house.context, { casesAtOnce: 3, signal: after(1) });
  const [mine, ...others] = await underWay(lead);
  expect([mine?.principalId, mine?.toGo, others]).toEqual([psirtTeam, 4, []]);
  const entered = await house.pools.worker.query<{ at: Date }>(
    "select opened_at as at from cases order by case_id limit 1 offset 2",
  );
  expect(mine?.countedTo).toEqual(entered.rows[0]?.at);
  expect(await underWay(stranger)).toEqual([]);
  const outsider = cases[0]?.reporter as Actor;
  expect(await underWay(outsider)).toEqual([]);
  await countHouseFigures(house.context);
});

test("a case that changes while others are counted is counted once, as it stands when its turn comes", async () => {
  house.passSeconds(day);
  const [first, last] = [cases[0], cases.at(-1)];
  await countHouseFigures(house.context, { casesAtOnce: 3, signal: after(1) });
  house.passSeconds(600);
  // Of the first, which is counted already, it counts tomorrow.
  await concluded(first);
  await concluded(last);
  house.passSeconds(60);
  await aCase(house, "came too late");
  await countHouseFigures(house.context, { casesAtOnce: 3 });
  expect(await totals()).toEqual({ confirmed: 2, discovered: 7, open: 7, "time-to-analyse": 3 });
  house.passSeconds(day);
  await countHouseFigures(house.context);
  expect(await totals()).toEqual({ confirmed: 3, discovered: 8, open: 8, "time-to-analyse": 4 });
});

test("two workers that count at the same time count each case once", async () => {
  house.passSeconds(day);
  const turns = await Promise.all([
    countHouseFigures(house.context, { casesAtOnce: 2 }),
    countHouseFigures(house.context, { casesAtOnce: 2 }),
  ]);
  expect(turns.some((count) => count > 0)).toBe(true);
  while ((await countHouseFigures(house.context, { casesAtOnce: 2 })) > 0);
  const together = await figures();
  await anew();
  await countHouseFigures(house.context);
  expect(await figures()).toBe(together);
});
