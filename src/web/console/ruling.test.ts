/** One ruling for many reports, by its page alone: who is told what, what is refused, and what is taken back. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { policyOf } from "../../../test/support/policy-files.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { decideRelevancy } from "../../actions/decisions/decide-relevancy.ts";
import { ruleOnCase } from "../../actions/decisions/rule-on-case.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { inLanguage } from "../../core/policy/text.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { threadOf } from "../../store/messages/reader.ts";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let analyst: Colleague;
let found: readonly TestCase[];

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
});
afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});
beforeEach(async () => {
  found = [await aCase(house, "nothing"), await aCase(house, "nothing at all")];
  await runOwed(tasks.on);
  house.passSeconds(60);
});

const path = "/console/ruling";
const why =
  "The report repeats what a scanner printed. None of the functions that it names exists in any of our products.";
const reasons = ["not-reproducible"];
const ids = () => found.map(({ caseId }) => caseId);

const rule = (fields: object = {}) =>
  analyst.browser.submit(path, { case: ids(), reasons, explanation: why, ...fields }, path);

async function letters({ reporter, caseId }: TestCase): Promise<string[]> {
  await runOwed(tasks.on);
  const thread = await house.context.transaction(reporter, (tx) =>
    threadOf(house.context, tx, caseId),
  );
  return thread.filter(({ template }) => template === "ruling").map(({ text }) => text);
}

const idIn = (page: string) => page.split("=")[1] ?? "";

const facts = ({ caseId }: TestCase) =>
  house.context.transaction(theWorker, (tx) => factsOf(tx, caseId));

test("[ALU-09] one ruling decides many reports, and each reporter gets a letter of their own", async () => {
  const answer = await rule();
  expect(answer.statusCode).toBe(303);
  house.passSeconds(30);
  for (const each of found) {
    const [letter, ...more] = await letters(each);
    expect(more).toEqual([]);
    expect(letter).toContain(why);
    expect(letter).toContain(each.reference);
    const [other] = found.filter(({ caseId }) => caseId !== each.caseId);
    expect(letter).not.toContain(other?.reference);
    expect(await facts(each)).toMatchObject({ relevancyTold: true, conclusionTold: true });
  }
  const page = String(answer.headers.location);
  const rulingId = idIn(page);
  const shown = textOf((await analyst.browser.get(page)).body);
  expect(shown).toContain("2 of 2 reports decided by it");
  const closing = { rulingId, step: "close" };
  expect((await analyst.browser.submit(page, closing, `${path}/step`)).statusCode).toBe(303);
  for (const each of found) expect((await facts(each)).closed).toBe(true);
});

test("sent again, the same ruling decides once", async () => {
  const rulingId = house.context.newId();
  await rule({ rulingId });
  await rule({ rulingId });
  house.passSeconds(30);
  for (const each of found) expect(await letters(each)).toHaveLength(1);
});

test("a ruling that is taken back in time leaves no letter and no decision", async () => {
  const answer = await rule();
  const page = String(answer.headers.location);
  const back = { rulingId: idIn(page), step: "take-back" };
  house.passSeconds(10);
  expect((await analyst.browser.submit(page, back, `${path}/step`)).statusCode).toBe(303);
  house.passSeconds(60);
  for (const each of found) {
    expect(await letters(each)).toEqual([]);
    expect((await facts(each)).relevancy).toBeNull();
  }
});

test("after its letters left it is taken back from none of them", async () => {
  const answer = await rule();
  const page = String(answer.headers.location);
  house.passSeconds(30);
  const back = { rulingId: idIn(page), step: "take-back" };
  const late = await analyst.browser.submit(page, back, `${path}/step`);
  expect(late.statusCode).toBe(409);
  expect(textOf(late.body)).toContain(`The letter of ${found[0]?.reference} is on its way`);
});

test("a report that somebody decided by itself is left as it is, and named; the others are decided", async () => {
  const [first, second] = found as [TestCase, TestCase];
  const relevant = { outcome: "relevant" as const, touches: ["integrity" as const] };
  const by = { ...relevant, caseId: first.caseId, explanation: "" };
  await decideRelevancy.run(house.context, await aPerson(house, "lead"), by);
  const answer = await rule();
  expect(answer.statusCode).toBe(409);
  expect(textOf(answer.body)).toContain(`${first.reference} was decided by itself already`);
  expect((await facts(first)).relevancy).toBe("relevant");
  expect((await facts(second)).relevancy).toBe("not-relevant");
});

test("without an explanation of substance, or a report, nothing is decided and no word is lost", async () => {
  const short = await rule({ explanation: "Slop <again>." });
  expect(short.statusCode).toBe(422);
  expect(textOf(short.body)).toContain("each of the reporters is owed the reasons");
  expect(short.body).toContain("Slop &lt;again>.");
  expect((short.body.match(/name="case"[^>]*checked/g) ?? []).length).toBe(2);
  const none = await rule({ case: [] });
  expect(textOf(none.body)).toContain("Choose the reports that the ruling decides.");
  for (const each of found) expect((await facts(each)).relevancy).toBeNull();
});

const blank = "[___ versions, settings and steps that we tried ___]";

test("[ALU-09] one key leads to the ready texts, which are found by their words; what is ticked stays so", async () => {
  const ticked = `cases=${ids().join("%2C")}`;
  const body = (await analyst.browser.get(`${path}?${ticked}`)).body;
  const link = /<a href="([^"]+)">Begin with a ready text <span class="key nav-key">e</.exec(body);
  const list = (link?.[1] ?? "").replaceAll("&amp;", "&").replace(/#.*/, "");
  expect(list).toContain(ticked);
  const all = (await analyst.browser.get(list)).body;
  expect(textOf(all)).toContain("Could not be reproduced");
  expect(textOf(all)).not.toContain("Known from an earlier report");
  expect(textOf(all)).not.toContain("We need more to decide");
  const some = textOf((await analyst.browser.get(`${list}&find=scope+policy`)).body);
  expect(some).toContain("Out of the scope of our policy");
  expect(some).not.toContain("Could not be reproduced");
  const chosen = /href="([^"]*ready=not-reproducible[^"]*)"/.exec(all)?.[1] ?? "";
  const begun = (await analyst.browser.get(chosen.replaceAll("&amp;", "&").replace(/#.*/, "")))
    .body;
  expect(begun).toMatch(/value="not-reproducible"[^>]*checked/);
  expect(begun).toContain(blank);
  expect((begun.match(/name="case"[^>]*checked/g) ?? []).length).toBe(2);
});

test("[ALU-09] with a blank left nothing is decided, and no word is lost; completed, each reporter reads it", async () => {
  const begun = (await analyst.browser.get(`${path}?ready=not-reproducible&in=fr`)).body;
  const text = /<textarea[^>]*name="explanation"[^>]*>([^<]*)</.exec(begun)?.[1]?.trim() ?? "";
  expect(text).toContain("Nous avons suivi vos étapes");
  const left = await rule({ explanation: text });
  expect(left.statusCode).toBe(422);
  expect(textOf(left.body)).toContain("A blank is still to be filled in: versions");
  expect(left.body).toContain("Nous avons suivi vos étapes");
  for (const each of found) expect((await facts(each)).relevancy).toBeNull();
  const explanation = text.replace(/\[___[^\]]*___\]/, "La version 2.4, avec ses réglages.");
  expect((await rule({ explanation })).statusCode).toBe(303);
  house.passSeconds(30);
  for (const each of found) {
    expect((await letters(each)).join()).toContain("La version 2.4, avec ses réglages.");
  }
});

test("[VEN-37] a class that the policy names gets its one automatic answer, and counts as unanswered", async () => {
  const none = await rule({ noReplyClass: "best-practice-gap" });
  expect(textOf(none.body)).toContain("names no such class without a reply");
  const { policies } = house.context;
  const [named] = policyOf("telit.yaml").responses.noReplyClasses;
  if (!named) throw new Error("the policy names a class");
  const withClass = policies.map((each) => ({
    ...each,
    responses: { ...each.responses, noReplyClasses: [named] },
  }));
  Object.assign(house.context, { policies: withClass });
  expect((await analyst.browser.get(path)).body).toContain(named.name);
  await rule({ noReplyClass: named.name });
  house.passSeconds(30);
  const [first] = found as [TestCase, TestCase];
  await runOwed(tasks.on);
  const thread = await house.context.transaction(first.reporter, (tx) =>
    threadOf(house.context, tx, first.caseId),
  );
  const letter = thread.find(({ template }) => template === "no-reply");
  expect(letter?.text).toContain(inLanguage(named.says, "en"));
  expect(letter?.text).not.toContain(why);
  const clocks = await house.context.transaction(theWorker, (tx) => clocksOf(tx, first.caseId));
  for (const promise of ["relevancy", "conclusion"] as const) {
    expect(clocks.filter((each) => each.promise === promise && each.metAt)).toEqual([]);
  }
  Object.assign(house.context, { policies });
});

test("whoever is not on a case does not rule on it, and hears that nothing is there", async () => {
  const rulingId = house.context.newId();
  const stranger = { ...(await aPerson(house, "analyst")), groupIds: [] };
  const run = ruleOnCase.run(house.context, stranger, {
    ...{ caseId: found[0]?.caseId ?? "", rulingId, explanation: why },
    ...{ reasons: ["not-reproducible" as const], noReplyClass: "" },
  });
  await expect(run).rejects.toMatchObject({ code: "access.not-found" });
});
