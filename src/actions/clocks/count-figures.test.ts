import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aCase, aPerson } from "../../../test/support/cases.ts";
import { anyone, type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { type FiguresRow, figuresOf } from "../../store/clocks/figures-reader.ts";
import { perform } from "../action.ts";
import { sendMessage } from "../messages/send-message.ts";
import { countFigures } from "./count-figures.ts";

/** Under a policy that shows no figures and promises no answer. */
let at: TestContext;
let tasks: TestTasks;

beforeAll(async () => {
  const made = await testContext();
  const policies = made.context.policies.map((policy) => ({
    ...policy,
    responses: { ...policy.responses, guaranteed: false },
    publicFigures: { shown: false, atLeast: 5, requirements: [] },
  }));
  at = { ...made, context: { ...made.context, policies } };
  tasks = await testTasks(at);
});
afterAll(async () => {
  await tasks.close();
  await at.close();
});
beforeEach(async () => {
  await at.pools.worker.query(
    "update public_figures set at_least = 1, owed = null, kept = null,\
    late = null, broken = null, still_open = null, fell_away = null, median_hours = null,\
    looked_at = '2000-01-01'",
  );
});

const rows = () => at.context.transaction(anyone, (tx) => figuresOf(tx, [2026, 2025]));
const rowOf = async (promise: string, year = 2026): Promise<FiguresRow | undefined> =>
  (await rows()).find((row) => row.promise === promise && row.year === year);

/** Cases of March 2026; the first of them gets an answer by a person. */
async function casesOfMarch(count: number): Promise<string[]> {
  at.setClock("2026-03-11T08:00:00.000Z");
  const made: string[] = [];
  for (let each = 0; each < count; each++) made.push((await aCase(at)).caseId);
  await runOwed(tasks.on);
  return made;
}

describe("public figures", () => {
  test("[VEN-37] reports without an answer are counted, whatever the policy shows or promises", async () => {
    const [first = ""] = await casesOfMarch(6);
    const analyst = await aPerson(at, "analyst");
    const [party] = await partiesOfCase(first);
    at.passSeconds(24 * 3600);
    await perform(at.context, sendMessage, analyst, {
      caseId: first,
      partyId: party ?? "",
      text: "We look into it.",
    });
    await runOwed(tasks.on);
    // Every report was acknowledged by the program at once; that is no answer.
    at.setClock("2026-04-02T08:00:00.000Z");
    expect(await countFigures(at.context)).toBeGreaterThan(0);
    const reports = await rowOf("reports");
    expect(reports?.counts).toMatchObject({ owed: 6, kept: 1, open: 5, medianHours: null });
    expect(reports?.asOf).toEqual(new Date("2026-03-31T22:00:00Z"));
    expect((await rowOf("acknowledge-report"))?.counts).toMatchObject({ owed: 6, kept: 6 });
  });

  test("what is counted is a whole finished month, once, and only when enough changed", async () => {
    at.setClock("2026-04-02T08:00:00.000Z");
    await countFigures(at.context);
    const march = await rowOf("reports");
    expect(await countFigures(at.context)).toBe(0);
    await aCase(at);
    at.setClock("2026-05-02T08:00:00.000Z");
    expect(await countFigures(at.context)).toBeGreaterThan(0);
    const same = await rowOf("reports");
    expect(same?.counts).toEqual(march?.counts);
    expect(same?.asOf).toEqual(march?.asOf);
    for (let each = 0; each < 5; each++) await aCase(at);
    at.setClock("2026-06-02T08:00:00.000Z");
    await countFigures(at.context);
    expect((await rowOf("reports"))?.counts?.owed).toBe((march?.counts?.owed ?? 0) + 6);
  });

  test("spam and synthetic reports are not counted", async () => {
    at.setClock("2026-07-02T08:00:00.000Z");
    await countFigures(at.context);
    const before = (await rowOf("reports"))?.counts?.owed ?? 0;
    await at.pools.worker.query(
      "update public_figures set looked_at = '2000-01-01', owed = null,\
      kept = null, late = null, broken = null, still_open = null, fell_away = null, median_hours = null",
    );
    await at.pools.worker.query(
      `update cases set close_reason = 'spam', closed_at = now()
        where case_id = (select case_id from cases order by case_id limit 1)`,
    );
    await countFigures(at.context);
    expect((await rowOf("reports"))?.counts?.owed).toBe(before - 1);
  });

  test("the database itself holds no count under the minimum, and who reads it sees no case", async () => {
    at.setClock("2026-07-02T08:00:00.000Z");
    await countFigures(at.context);
    const { rows: stored } = await at.pools.worker.query(
      "select owed, kept from public_figures where year = 2025",
    );
    expect(new Set(stored.map(({ owed, kept }) => `${owed} ${kept}`))).toEqual(
      new Set(["null null"]),
    );
    const seen = await at.context.transaction(anyone, (tx) =>
      tx.query("select 1 from clocks union all select 1 from reports"),
    );
    expect(seen).toEqual([]);
    const write = at.context.transaction(anyone, (tx) =>
      tx.run("update public_figures set kept = owed"),
    );
    await expect(write).rejects.toMatchObject({ code: "42501" });
  });
});

async function partiesOfCase(caseId: string): Promise<string[]> {
  const found = await at.context.transaction(theWorker, (tx) =>
    tx.query<{ id: string }>(`select party_id as "id" from parties where case_id = $1`, [caseId]),
  );
  return found.map(({ id }) => id);
}
