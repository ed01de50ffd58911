/** A case split by the form of its page: what goes, what stays, and what whoever reported learns. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { findingsOf } from "../../../test/support/findings.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import type { Actor } from "../../core/people/actor.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { factRecordOf } from "../../store/facts/reader.ts";
import { partsOf } from "../../store/links/parts-reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { remediesOf } from "../../store/remedies/reader.ts";
import { scoresOf, vulnerabilitiesOf } from "../../store/scoring/reader.ts";
import { affectedOf } from "../../store/status/reader.ts";
import { perform } from "../action.ts";
import { concludeAnalysis } from "../decisions/conclude-analysis.ts";
import { decideRelevancy } from "../decisions/decide-relevancy.ts";
import { recordFact } from "../facts/record-fact.ts";
import { ensureHouse } from "../people/ensure-house.ts";
import { addProduct } from "../products/add-product.ts";
import { setAffectedProducts } from "../products/set-affected-products.ts";
import { deliverRemedy } from "../remedies/deliver-remedy.ts";
import { moveRemedyDate } from "../remedies/move-remedy-date.ts";
import { planRemedy } from "../remedies/plan-remedy.ts";
import { recordRemedyTest } from "../remedies/record-remedy-test.ts";
import { scoreVulnerability } from "../scoring/score-vulnerability.ts";
import { addVulnerability } from "../vulnerabilities/add-vulnerability.ts";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let lead: Colleague;
let actor: Extract<Actor, { kind: "staff" }>;
let first: TestCase;
let gate: string;
let phone: string;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  tasks = await testTasks(house);
  web = await testConsole(house);
  lead = await aSignedIn(web, house.context, "lead", "lead");
  actor = await aPerson(house, "lead");
  const product = (name: string) =>
    perform(house.context, addProduct, actor, { entity: "Home", name });
  ({ productId: gate } = await product("OmniGate"));
  ({ productId: phone } = await product("DeskPhone"));
});
afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});

beforeEach(async () => {
  first = await aCase(house);
  await runOwed(tasks.on);
  const relevant = { caseId: first.caseId, outcome: "relevant", touches: ["availability"] };
  await perform(house.context, decideRelevancy, actor, relevant);
  await runOwed(tasks.on);
  house.passSeconds(60);
});

const pathOf = (reference: string, view: string) =>
  `/console/cases/${reference}${view === "overview" ? "" : `/${view}`}`;
const read = async (reference: string, view: string) =>
  (await lead.browser.get(pathOf(reference, view))).body;
const within = <T>(work: Parameters<typeof house.context.transaction<T>>[1]) =>
  house.context.transaction(theWorker, work);
const flawsOf = (caseId: string) => within((tx) => vulnerabilitiesOf(house.context, tx, caseId));

type Fields = Record<string, string | string[]>;

function split(fields: Fields) {
  const words = { title: "The second flaw", kind: "own-finding", reason: "It is another parser." };
  const deed = `/console/cases/${first.reference}/deeds/split-case?view=split`;
  return lead.browser.submit(pathOf(first.reference, "split"), { ...words, ...fields }, deed);
}

/** A second flaw of the case with its score, its products and, where asked for, more. */
async function aFlaw(title: string, products: string[] = []): Promise<string> {
  const { caseId } = first;
  const added = await perform(house.context, addVulnerability, actor, {
    ...{ caseId, title, component: "libsip 4.2" },
  });
  const on = { caseId, vulnerabilityId: added.vulnerabilityId };
  const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
  await perform(house.context, scoreVulnerability, actor, { ...on, vector });
  const rows = products.map((productId) => ({ productId, status: "affected", versions: "2.4" }));
  if (rows.length > 0) {
    await perform(house.context, setAffectedProducts, actor, { ...on, products: rows });
  }
  return added.vulnerabilityId;
}

/** The case that the newest link leads to, once the worker has made it. */
async function made(): Promise<{ caseId: string; reference: string }> {
  await runOwed(tasks.on);
  house.passSeconds(60);
  const { rows } = await house.pools.worker.query<{ caseId: string; reference: string }>(
    `select c.case_id as "caseId", c.reference from case_links l join cases c on c.case_id = l.case_id
      where l.other_case_id = $1 and l.relation = 'split-from'`,
    [first.caseId],
  );
  const [found] = rows;
  if (!found) throw new Error("no case was split off");
  return found;
}

async function lettersTo({ caseId, reporter }: TestCase): Promise<string[]> {
  await runOwed(tasks.on);
  house.passSeconds(60);
  const thread = await house.context.transaction(reporter, (tx) =>
    threadOf(house.context, tx, caseId),
  );
  return thread.filter(({ direction }) => direction === "out").map(({ text }) => text);
}

test("what is chosen is shown first, then goes to a case of its own with scores, products and facts; both are linked", async () => {
  const flaw = await aFlaw("Overflow in the second parser", [gate]);
  const awareAt = "2026-01-04T09:00:00Z";
  const { factId } = await perform(house.context, recordFact, actor, {
    ...{ caseId: first.caseId, kind: "details-public", awareAt, desk: "support" },
    ...{ source: "customer", confidence: "confirmed", advisory: "not-owed" },
    evidence: "A forum shows the packet.",
  });
  const chosen = { vulnerabilityIds: [flaw], productIds: [gate], factIds: [factId] };
  const shown = await split({ ...chosen, withReport: "yes" });
  expect(shown.statusCode).toBe(422);
  const preview = textOf(shown.body);
  for (const part of ["What goes to the new case", "Overflow in the second parser", "OmniGate"]) {
    expect(preview, part).toContain(part);
  }
  expect(preview).not.toContain("There is a problem");
  expect(await flawsOf(first.caseId)).toHaveLength(2);

  const done = await split({ ...chosen, withReport: "yes", confirmed: "yes" });
  expect(done.headers.location).toBe(`${pathOf(first.reference, "links")}?done=split-case`);
  const { caseId, reference } = await made();
  const [gone] = await flawsOf(caseId);
  expect(gone).toMatchObject({
    title: "Overflow in the second parser",
    details: { component: "libsip 4.2" },
  });
  const [score] = await within((tx) => scoresOf(house.context, tx, caseId));
  expect(score).toMatchObject({ source: "own", overall: 9.8, scoredBy: actor.id });
  expect(await within((tx) => affectedOf(house.context, tx, caseId))).toMatchObject([
    { productId: gate, versions: "2.4", status: "affected" },
  ]);
  const { entries } = await within((tx) => factRecordOf(house.context, tx, caseId));
  expect(entries[0]?.saying).toMatchObject({ awareAt: new Date(awareAt), source: "customer" });
  expect((await flawsOf(first.caseId)).map(({ title }) => title)).not.toContain(gone?.title);
  const left = await read(first.reference, "vulnerability");
  expect(left).toMatch(/<del><bdi>Overflow in the second parser<\/bdi><\/del>/);
  expect(textOf(left)).toContain("In a case of its own");
  expect(textOf(await read(first.reference, "links"))).toContain("It was split off this one");
  expect(textOf(await read(reference, "links"))).toContain("This one was split off it");
  expect(textOf(await read(reference, "history"))).toContain("The lead");
  const [there, here] = await within((tx) =>
    Promise.all([headOf(tx, caseId), headOf(tx, first.caseId)]),
  );
  expect(there).toMatchObject({ severityBand: "critical", policyVersion: here?.policyVersion });
  expect(here?.severityBand).toBeNull();
  expect(await findingsOf(house)).toEqual([]);
});

test("[ALU-10] splitting wins no time: promises of the first case keep their dates, facts count from their awareness", async () => {
  const clocks = (caseId: string) =>
    within((tx) => clocksOf(tx, caseId)).then((all) =>
      all.map(({ promise, startedAt, dueAt }) => ({ promise, startedAt, dueAt })),
    );
  const before = await clocks(first.caseId);
  expect(before.length).toBeGreaterThan(0);
  house.passSeconds(5 * 86_400);
  lead = await aSignedIn(web, house.context, "lead2", "lead");
  const flaw = await aFlaw("Overflow in the second parser");
  await split({ vulnerabilityIds: [flaw], kind: "third-party-notice", confirmed: "yes" });
  const { caseId } = await made();
  const after = await clocks(first.caseId);
  for (const each of before) expect(after).toContainEqual(each);
  const began = (await clocks(caseId)).map(({ startedAt }) => startedAt.getTime());
  const opened = (await within((tx) => headOf(tx, first.caseId)))?.openedAt.getTime() ?? 0;
  expect(Math.min(...began)).toBe(opened);
});

test("whoever reported is told the number of the new case where the report is about it, and hears how the work there goes on", async () => {
  const before = await lettersTo(first);
  const flaw = await aFlaw("Overflow in the second parser");
  await split({ vulnerabilityIds: [flaw], withReport: "yes", confirmed: "yes" });
  const { caseId, reference } = await made();
  const letters = await lettersTo(first);
  expect(letters).toHaveLength(before.length + 1);
  expect(letters.at(-1)).toContain(reference);
  expect(letters.at(-1)).toContain("What we promised you stays as it is");
  expect(textOf(await read(reference, "overview"))).toContain("A crafted packet makes a restart.");
  const relevant = { caseId, outcome: "relevant", touches: ["availability"] };
  await perform(house.context, decideRelevancy, actor, relevant);
  await perform(house.context, concludeAnalysis, actor, {
    ...{ caseId, outcome: "confirmed", explanation: "It restarts every gateway that we tried." },
  });
  const told = await lettersTo(first);
  expect(told).toHaveLength(letters.length + 1);
  expect(told.at(-1)).toContain(`news of ${reference}`);
  expect(told.at(-1)).toContain("it is confirmed");
  const parts = await house.context.transaction(first.reporter, (tx) => partsOf(tx, first.caseId));
  expect(parts).toMatchObject([{ reference, step: "confirmed" }]);
  const links = await read(first.reference, "links");
  const linkId = /name="linkId" value="([^"]+)"/.exec(links)?.[1] ?? "";
  const back = await lead.browser.submit(
    pathOf(first.reference, "links"),
    { linkId, reason: "The report tells of the first flaw alone." },
    `/console/cases/${first.reference}/deeds/take-report-back?view=links`,
  );
  expect(back.statusCode).toBe(303);
  const last = await lettersTo(first);
  expect(last).toHaveLength(told.length + 1);
  expect(last.at(-1)).toContain(`your report is looked at in ${first.reference} alone`);
  const now = await house.context.transaction(first.reporter, (tx) => partsOf(tx, first.caseId));
  expect(now).toEqual([]);
});

test("where the report is not about it, nobody outside hears of the new case, and its staff read no report", async () => {
  const before = (await lettersTo(first)).length;
  const flaw = await aFlaw("Something that we found beside it");
  await split({ vulnerabilityIds: [flaw], confirmed: "yes" });
  const { reference } = await made();
  expect(await lettersTo(first)).toHaveLength(before);
  expect(textOf(await read(reference, "overview"))).not.toContain("A crafted packet");
});

test("a vulnerability goes with some of its products and stays with the others", async () => {
  const flaw = await aFlaw("Overflow in the shared parser", [gate, phone]);
  await split({ vulnerabilityIds: [flaw], productIds: [phone], confirmed: "yes" });
  const { caseId } = await made();
  const productsOf = async (of: string) =>
    (await within((tx) => affectedOf(house.context, tx, of))).map(({ productId }) => productId);
  expect(await productsOf(first.caseId)).toEqual([gate]);
  expect(await productsOf(caseId)).toEqual([phone]);
  expect((await flawsOf(first.caseId)).map(({ title }) => title)).toContain(
    "Overflow in the shared parser",
  );
  expect(await findingsOf(house)).toEqual([]);
});

/** Its remedies, without what is new in each case. */
const remediesIn = async (caseId: string) =>
  (await within((tx) => remediesOf(house.context, tx, caseId))).map(
    ({ remedyId: _, vulnerabilityId: __, lastEventId: ___, ...remedy }) => remedy,
  );

async function aPromise(vulnerabilityId: string, days: number): Promise<string> {
  const promisedFor = new Date(house.context.now().getTime() + days * 86_400_000).toISOString();
  const plan = { caseId: first.caseId, vulnerabilityId, kind: "patch", term: "long", promisedFor };
  const text = "Install 2.5.";
  const more = { text, productIds: [gate], ownerId: lead.personId };
  const { remedyId } = await perform(house.context, planRemedy, actor, { ...plan, ...more });
  return remedyId;
}

const remedyClocks = async (caseId: string) =>
  (await within((tx) => clocksOf(tx, caseId)))
    .filter(({ promise }) => promise === "remedy-date")
    .map(({ subjectId, startedAt, dueAt, metAt, stoppedAt }) => {
      return { subjectId, startedAt, dueAt, metAt, stoppedAt };
    });

test("[ALU-10] one with a promised remedy goes with its remedies, days and tests; the promise stays where it was made, with its clock, and whoever reported reads so", async () => {
  const flaw = await aFlaw("Overflow in the second parser", [gate]);
  const remedyId = await aPromise(flaw, 30);
  const later = new Date(house.context.now().getTime() + 40 * 86_400_000).toISOString();
  const slip = { caseId: first.caseId, remedyId, promisedFor: later };
  const reason = "A second product needs it as well.";
  await perform(house.context, moveRemedyDate, actor, { ...slip, reason, interest: "customers" });
  const tested = { caseId: first.caseId, remedyId, where: "Bench 2", words: "The same packet." };
  await perform(house.context, recordRemedyTest, actor, { ...tested, result: "passed" });
  const told = await lettersTo(first);
  const [before, clocks] = [await remediesIn(first.caseId), await remedyClocks(first.caseId)];
  expect(clocks).toMatchObject([
    { subjectId: remedyId, dueAt: new Date(later), stoppedAt: undefined },
  ]);

  const chosen = { vulnerabilityIds: [flaw], productIds: [gate], withReport: "yes" };
  const preview = textOf((await split(chosen)).body);
  expect(preview).toContain("Stays here too, with what was promised of it");
  expect(preview).toContain("A day that whoever reported was told stays promised here");
  expect((await split({ ...chosen, confirmed: "yes" })).statusCode).toBe(303);
  const { caseId, reference } = await made();
  expect(await remediesIn(caseId)).toEqual(before);
  expect(before).toMatchObject([
    {
      ...{ text: "Install 2.5.", productIds: [gate], ownerId: lead.personId },
      promisedFor: new Date(later),
      dates: [{ reason }],
      tests: [{ passed: true, where: "Bench 2" }],
    },
  ]);
  // Here nothing has moved: neither the promise, nor its clock, nor what is said of the products.
  expect(await remediesIn(first.caseId)).toEqual(before);
  expect(await remedyClocks(first.caseId)).toEqual(clocks);
  expect(await remedyClocks(caseId)).toEqual([]);
  expect((await flawsOf(first.caseId)).map(({ vulnerabilityId }) => vulnerabilityId)).toContain(
    flaw,
  );
  expect(await within((tx) => affectedOf(house.context, tx, first.caseId))).toHaveLength(1);
  const letters = await lettersTo(first);
  expect(letters).toHaveLength(told.length + 1);
  expect(letters.at(-1)).toContain(reference);
  expect(letters.at(-1)).toContain("What we promised you stays as it is, with its dates");
  expect(textOf(await read(reference, "history"))).toContain("brought a remedy along");

  await perform(house.context, deliverRemedy, actor, {
    caseId: first.caseId,
    remedyId,
    verification: "",
  });
  expect(await remedyClocks(first.caseId)).toMatchObject([{ metAt: house.context.now() }]);
  expect(await findingsOf(house)).toEqual([]);
});

test("[ALE-35] a remedy whose day nobody was told, and one that is there, go for good, and nobody hears of it", async () => {
  const flaw = await aFlaw("Overflow in the second parser", [gate]);
  const { caseId } = first;
  const plan = { caseId, vulnerabilityId: flaw, kind: "workaround", term: "short" };
  await perform(house.context, planRemedy, actor, { ...plan, text: "Switch the parser off." });
  const remedyId = await aPromise(flaw, 30);
  const tested = { caseId, remedyId, where: "Bench 2", words: "The same packet." };
  await perform(house.context, recordRemedyTest, actor, { ...tested, result: "passed" });
  await perform(house.context, deliverRemedy, actor, { caseId, remedyId, verification: "" });
  const told = await lettersTo(first);
  const [before, clocks] = [await remediesIn(caseId), await remedyClocks(caseId)];
  await split({ vulnerabilityIds: [flaw], productIds: [gate], confirmed: "yes" });
  const there = await made();
  expect(await remediesIn(there.caseId)).toEqual(before);
  expect(before.map(({ availableAt }) => availableAt !== null)).toEqual([false, true]);
  const gone = await remediesIn(caseId);
  expect(gone.every(({ withdrawnAt }) => withdrawnAt !== null)).toBe(true);
  // The promise that was kept stays on record as kept.
  expect(await remedyClocks(caseId)).toEqual(clocks);
  expect((await flawsOf(caseId)).map(({ title }) => title)).not.toContain(
    "Overflow in the second parser",
  );
  expect(await lettersTo(first)).toHaveLength(told.length);
  const history = textOf(await read(first.reference, "history"));
  expect(history).toContain("let a remedy go on in a case of its own");
  expect(history).toContain("let a vulnerability go on in a case of its own");
  expect(await findingsOf(house)).toEqual([]);
});

test("nothing and everything are refused with what to do, and nothing typed is lost", async () => {
  const none = await split({ title: "The second flaw of the gateway" });
  expect([none.statusCode, textOf(none.body)]).toEqual([
    422,
    expect.stringContaining("Choose at least one vulnerability or one fact"),
  ]);
  expect(none.body).toContain('value="The second flaw of the gateway"');
  expect(none.body).toContain("It is another parser.</textarea>");
  await aFlaw("Overflow in the second parser", [gate]);
  const all = (await flawsOf(first.caseId)).map(({ vulnerabilityId }) => vulnerabilityId);
  const everything = await split({ vulnerabilityIds: all, productIds: [gate] });
  expect(textOf(everything.body)).toContain("Every vulnerability would go");
  const stranger = await split({ vulnerabilityIds: [all[0] ?? ""], memberIds: [gate] });
  expect([stranger.statusCode, textOf(stranger.body)]).toEqual([
    409,
    expect.stringContaining("They are not on this case."),
  ]);
});

test("[ALE-39] on the new case are whoever split, the teams of the policy, and the members that were chosen", async () => {
  const guest = await aSignedIn(web, house.context, "guest", "psp");
  const left = await aSignedIn(web, house.context, "left out", "psp");
  for (const { personId } of [guest, left]) {
    await lead.browser.submit(
      pathOf(first.reference, "people"),
      { personId, reason: "They know the parser." },
      `/console/cases/${first.reference}/deeds/add-member?view=people`,
    );
  }
  const flaw = await aFlaw("Overflow in the second parser");
  await split({ vulnerabilityIds: [flaw], memberIds: [guest.personId], confirmed: "yes" });
  const { caseId } = await made();
  const { rows } = await house.pools.worker.query<{ id: string }>(
    "select principal_id as id from case_members where case_id = $1",
    [caseId],
  );
  const ids = rows.map(({ id }) => id);
  expect(ids).toContain(guest.personId);
  expect(ids).not.toContain(left.personId);
  expect(ids).not.toContain(first.reporter.id);
});
