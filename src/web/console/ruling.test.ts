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

/** Where the button with these words sends the form; "" where there is none. */
function sendsTo(body: string, words: string): string {
  const buttons = body.match(/<button[^>]*form="ruling"[^>]*>.*?<\/button>/gs) ?? [];
  const found = buttons.find((each) => textOf(each).includes(words)) ?? "";
  const address = /formaction="([^"#]+)/i.exec(found)?.[1] ?? "";
  return address.replaceAll("&amp;", "&");
}

const ticksIn = (body: string) =>
  [...body.matchAll(/name="case"[^>]*value="([^"]+)"[^>]*checked/g)].map(([, id]) => id);
const wordsIn = (body: string) =>
  /<textarea[^>]*name="explanation"[^>]*>([^<]*)</.exec(body)?.[1]?.trim() ?? "";

test("[ALU-09] one key leads to the ready texts, which are found by their words; what is ticked stays so", async () => {
  const ticked = { case: ids() };
  const { body } = await analyst.browser.get(`${path}?cases=${ids().join(",")}`);
  expect(body).toMatch(/Begin with a ready text <span class="key nav-key">e</);
  expect(ticksIn(body).toSorted()).toEqual(ids().toSorted());
  const list = sendsTo(body, "Begin with a ready text");
  const all = (await analyst.browser.submit(path, ticked, list)).body;
  expect(textOf(all)).toContain("Could not be reproduced");
  expect(textOf(all)).not.toContain("Known from an earlier report");
  expect(textOf(all)).not.toContain("We need more to decide");
  const find = { ...ticked, find: "scope policy" };
  const some = (await analyst.browser.submit(path, find, sendsTo(all, "Find"))).body;
  expect(textOf(some)).toContain("Out of the scope of our policy");
  expect(textOf(some)).not.toContain("Could not be reproduced");
  const none = await analyst.browser.submit(path, { find: "nothing such" }, sendsTo(all, "Find"));
  const again = sendsTo(none.body, "Show all of them");
  const shown = (await analyst.browser.submit(path, { find: "nothing such" }, again)).body;
  expect(textOf(shown)).toContain("Could not be reproduced");
  const chosen = sendsTo(all, "Could not be reproduced");
  const begun = (await analyst.browser.submit(path, ticked, chosen)).body;
  expect(begun).toMatch(/value="not-reproducible"[^>]*checked/);
  expect(begun).toContain(blank);
  expect(ticksIn(begun).toSorted()).toEqual(ids().toSorted());
});

test("[ALU-09] looking for a ready text and choosing one loses nothing that was typed or ticked", async () => {
  const rulingId = house.context.newId();
  const typed = {
    ...{ rulingId, case: ids(), reasons: ["out-of-scope"], find: "reproduced" },
    explanation: "We looked at <each> of them.\r\nTwice.",
  };
  const send = async (to: string, more: object = {}) => {
    const answer = await analyst.browser.submit(path, { ...typed, ...more }, to);
    expect(answer.statusCode).toBe(200);
    return answer.body;
  };
  const list = await send(sendsTo((await analyst.browser.get(path)).body, "Begin with"));
  const french = await send(sendsTo(list, "In French"));
  for (const body of [list, await send(sendsTo(list, "Find")), french]) {
    expect(wordsIn(body)).toMatch(/^We looked at &lt;each> of them\.\r?\nTwice\.$/);
    expect(body).toMatch(/value="out-of-scope"[^>]*checked/);
    expect(body).toContain(`name="rulingId" value="${rulingId}"`);
    expect(ticksIn(body).toSorted()).toEqual(ids().toSorted());
  }
  const begun = await send(sendsTo(french, "Could not be reproduced"));
  expect(wordsIn(begun)).toMatch(
    /^We looked at &lt;each> of them\.\nTwice\.\n\nNous avons suivi vos étapes/,
  );
  expect(textOf(begun)).toContain("Your own words stand first, the ready text below them.");
  for (const reason of ["out-of-scope", "not-reproducible"]) {
    expect(begun).toMatch(new RegExp(`value="${reason}"[^>]*checked`));
  }
  expect(ticksIn(begun).toSorted()).toEqual(ids().toSorted());
  for (const each of found) expect((await facts(each)).relevancy).toBeNull();
});

test("a ready text that nobody changed makes way for another one, with its reason", async () => {
  const begun = (await analyst.browser.get(`${path}?ready=not-reproducible&in=fr`)).body;
  const explanation = wordsIn(begun).replaceAll("\n", "\r\n");
  const other = `${path}/texts?ready=out-of-scope&in=en`;
  const fields = { case: ids(), reasons, explanation };
  const changed = (await analyst.browser.submit(path, fields, other)).body;
  expect(wordsIn(changed)).not.toContain("Nous avons suivi");
  expect(wordsIn(changed)).toContain("is out of the scope of our policy");
  expect(changed).not.toMatch(/value="not-reproducible"[^>]*checked/);
  expect(changed).toMatch(/value="out-of-scope"[^>]*checked/);
  expect(textOf(changed)).not.toContain("Your own words stand first");
});

test("[ALU-09] with a blank left nothing is decided, and no word is lost; completed, each reporter reads it", async () => {
  const begun = (await analyst.browser.get(`${path}?ready=not-reproducible&in=fr`)).body;
  const text = wordsIn(begun);
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
