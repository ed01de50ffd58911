import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { askedFigures } from "../../core/figures/asked-figures.ts";
import { rowsOf } from "../../core/figures/overview.ts";
import type { Actor } from "../../core/people/actor.ts";
import { psirtTeam } from "../../core/people/teams.ts";
import { figuresCount, figuresOverview } from "../../store/figures/cells-reader.ts";
import { perform } from "../action.ts";
import { concludeAnalysis } from "../decisions/conclude-analysis.ts";
import { decideRelevancy } from "../decisions/decide-relevancy.ts";
import { recordRootCause } from "../root-causes/record-root-cause.ts";
import { addVulnerability } from "../vulnerabilities/add-vulnerability.ts";
import { countHouseFigures } from "./count-house-figures.ts";

let house: TestContext;
let lead: Extract<Actor, { kind: "staff" }>;
let stranger: Actor;
const cases: TestCase[] = [];

const run = (deed: Parameters<typeof perform>[1], found: TestCase | undefined, input: object) =>
  perform(house.context, deed, lead, { caseId: found?.caseId, ...input });

/** What the export tells of a measure: how often each key counts. */
async function told(measure: string, { who = lead as Actor, of = psirtTeam } = {}) {
  return house.context.transaction(who, async (tx) => {
    const count = await figuresCount(tx);
    if (!count) throw new Error("nothing is counted");
    const asked = { ...askedFigures({}, house.context.now(), count.zone), of };
    const rows = rowsOf(await figuresOverview(house.context, tx, asked, count));
    const found = rows.filter((row) => row.measure === measure);
    return Object.fromEntries(found.map(({ key, count }) => [key, count]));
  });
}

async function confirmed(subject: string, components: readonly string[]): Promise<TestCase> {
  const found = await aCase(house, subject);
  await run(decideRelevancy, found, { outcome: "relevant", touches: ["availability"] });
  for (const component of components) {
    const flaw = { title: `In ${component}`, component, cwe: "CWE-787" };
    await run(addVulnerability, found, flaw);
  }
  await run(concludeAnalysis, found, {
    outcome: "confirmed",
    explanation: "The packet restarts it, since its length is never looked at before it is copied.",
  });
  return found;
}

const anew = async () => {
  await house.pools.worker.query("update figure_counts set day = '2026-01-01'");
  await countHouseFigures(house.context, { casesAtOnce: 2 });
};

beforeAll(async () => {
  house = await testContext();
  lead = await aPerson(house, "lead");
  stranger = { ...(await aPerson(house, "engineer")), groupIds: [] } as Actor;
  cases.push(await confirmed("one", ["OpenSSL 3.0.1", "openssl 3.0.2"]));
  cases.push(await confirmed("two", ["OpenSSL 1.1.1w", "SIP parser 2.4"]));
  cases.push(await confirmed("three", ["Boot loader"]));
  cases.push(await aCase(house, "four"));
  await run(recordRootCause, cases[0], {
    practice: "dependencies",
    words: "The library was two years old when it shipped.",
  });
  house.passSeconds(3600);
  await countHouseFigures(house.context, { casesAtOnce: 1 });
});
afterAll(() => house.close());

test("confirmed cases are counted by component, each once for all versions and spellings of it", async () => {
  expect(await told("confirmed-by-component")).toEqual({
    OpenSSL: 2,
    "SIP parser": 1,
    "Boot loader": 1,
  });
  expect(await told("confirmed-by-weakness")).toEqual({ "CWE-787": 3 });
});

test("confirmed cases are counted by the practice that failed, and all by how they came to light", async () => {
  expect(await told("confirmed-by-practice")).toEqual({ dependencies: 1 });
  expect(await told("discovered-by-approach")).toEqual({ report: 4 });
  expect(await told("confirmed-by-approach")).toEqual({ report: 3 });
});

test("a component's name stands nowhere in clear, and whoever is on no case learns neither it nor its count", async () => {
  const { rows } = await house.pools.worker.query<{ text: string }>(
    "select row_to_json(f)::text as text from figure_cells f union all select row_to_json(f)::text from figure_components f",
  );
  expect(rows.filter(({ text }) => /openssl|parser|loader/iu.test(text))).toEqual([]);
  expect(await told("confirmed-by-component", { who: stranger })).toEqual({});
  const seen = await house.context.transaction(stranger, (tx) =>
    tx.query("select cut from figure_components"),
  );
  expect(seen).toEqual([]);
});

test("somebody who is on one case alone reads the name of its component, and no other's count", async () => {
  await house.pools.worker.query(
    `insert into case_members (case_id, principal_id, side_id, role, added_at, last_event_id, mac, expires_at)
     select case_id, $2, side_id, role, added_at, last_event_id, mac, null from case_members
      where case_id = $1 and principal_id = $3`,
    [cases[1]?.caseId ?? "", stranger.kind === "staff" ? stranger.id : "", psirtTeam],
  );
  await anew();
  const of = stranger.kind === "staff" ? stranger.id : "";
  const mine = await told("confirmed-by-component", { who: stranger, of });
  expect(mine).toEqual({ OpenSSL: 1, "SIP parser": 1 });
});

test("where a component cannot be read any more, its cases count without a name", async () => {
  await house.pools.worker.query(
    "update vulnerabilities set details_sealed = null where case_id = $1",
    [cases[2]?.caseId],
  );
  expect(await told("confirmed-by-component")).toEqual({ OpenSSL: 2, "SIP parser": 1, "": 1 });
  await anew();
  expect(await told("confirmed-by-component")).toEqual({ OpenSSL: 2, "SIP parser": 1 });
});
