/** Several reports of one case that speak of attacks: each is asked, and answered, for itself. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { markDuplicate } from "../../actions/links/mark-duplicate.ts";
import { mergeReport } from "../../actions/links/merge-report.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import type { Actor } from "../../core/people/actor.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import { factRecordOf } from "../../store/facts/reader.ts";
import { reportsOf } from "../../store/reports/reader.ts";
import { keysOfCase } from "../../store/sealing/object-keys.ts";
import type { Tx } from "../../store/transaction.ts";

let house: TestContext;
let web: TestWeb;
let lead: Colleague;
let another: Actor;
let found: TestCase;
let path: string;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  lead = await aSignedIn(web, house.context, "lead", "lead");
  another = await aPerson(house, "lead");
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});
beforeEach(async () => {
  found = await aCase(house, "a restart", { exploited: "yes" });
  path = `/console/cases/${found.reference}`;
  house.passSeconds(60);
});

const says = async (view: string, words: string) =>
  textOf((await lead.browser.get(path + view)).body).includes(words);

const inCase = <T>(work: (tx: Tx) => Promise<T>) => house.context.transaction(another, work);
const facts = () => inCase((tx) => factsOf(tx, found.caseId));
const record = () => inCase((tx) => factRecordOf(house.context, tx, found.caseId));
const reports = () =>
  inCase(async (tx) =>
    reportsOf(tx, found.caseId, await keysOfCase(house.context, tx, found.caseId)),
  );

/** Somebody else reports the same later; their report stands in the earlier case too. */
async function aSecondReport() {
  house.passSeconds(3_600);
  const { caseId } = await aCase(house, "a reboot", { "live-incident": "yes" });
  const explanation =
    "The packet that you describe restarts the gateway by the length field that we mend already.";
  const { linkId } = await perform(house.context, markDuplicate, another, {
    ...{ caseId, of: found.reference, explanation },
  });
  expect(linkId).toBeTruthy();
  await perform(house.context, mergeReport, another, { caseId });
}

function answer(deed: "confirm-signal" | "dismiss-signal", reportId: string, more: object = {}) {
  const fields = { reportId, kind: "attack-observed", ...more };
  return lead.browser.submit(`${path}/facts`, fields, `${path}/deeds/${deed}?view=facts`);
}

test("[ALE-26] [X-08] a word on one report is none on another: each keeps its source and its moment", async () => {
  await aSecondReport();
  const [first, second] = await reports();
  expect(await says("", "Another report says the like")).toBe(true);
  expect(await says("", "If it is so, we have known it since they reached us")).toBe(true);
  expect(await says("/facts", "Each has its own source and its own moment")).toBe(true);
  const none = await answer("dismiss-signal", first?.reportId ?? "", { reason: "A cut cable." });
  expect(none.statusCode).toBe(303);
  // No word on the whole case: the other one still asks, above all else.
  expect((await record()).announced).toEqual([]);
  expect((await facts()).openAttacks).toEqual([second?.reportId]);
  expect(await says("", "A report says that an attack or outage is going on.")).toBe(true);
  await answer("confirm-signal", second?.reportId ?? "", { advisory: "owed" });
  const { entries, announced } = await record();
  expect(entries).toMatchObject([{ saying: { awareAt: second?.receivedAt } }]);
  expect(announced.map(({ type }) => type)).toContain("exploitation.known");
  expect((await facts()).openAttacks).toEqual([]);
  expect(await says("", "If it is so, we have known it since")).toBe(false);
});

test("[X-08] what arrives after the answer is open again, and the last one that is none is a word on the case", async () => {
  const [first] = await reports();
  await answer("dismiss-signal", first?.reportId ?? "", { reason: "A cut cable." });
  expect((await record()).announced).toMatchObject([{ type: "exploitation.refuted" }]);
  expect(await says("", "If it is so, we have known it since")).toBe(false);
  expect(await says("", "Whether it is so was said")).toBe(true);
  await aSecondReport();
  const second = (await reports())[1]?.reportId ?? "";
  expect((await facts()).openAttacks).toEqual([second]);
  expect(await says("", "If it is so, we have known it since this report reached us")).toBe(true);
  await answer("dismiss-signal", second, { reason: "The same cable." });
  expect(await facts()).toMatchObject({ openAttacks: [], exploitationSaid: true });
});
