/** The list of follow-ups over all cases of its reader. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aCase, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { countingStatements, type Statements } from "../../../test/support/statements.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";

let house: TestContext;
let web: TestWeb;
let statements: Statements;
let lead: Colleague;
let analyst: Colleague;
let first: TestCase;
let second: TestCase;

beforeAll(async () => {
  house = await testContext();
  statements = countingStatements(house.pools);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  lead = await aSignedIn(web, house.context, "lead", "lead");
  analyst = await aSignedIn(web, house.context, "ann", "analyst");
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

beforeEach(async () => {
  await house.pools.worker.query("delete from follow_ups");
  first = await aCase(house);
  second = await aCase(house, "a stop");
  // Of long ago, so that what was to be done about them can be overdue.
  await house.pools.worker.query("update cases set opened_at = $1", ["2019-12-02T09:00:00Z"]);
});

const path = "/console/follow-ups";
const list = async (query = "", who = lead) => (await who.browser.get(path + query)).body;

async function cause(of: TestCase, followUp: string, more: Record<string, string> = {}) {
  const at = `/console/cases/${of.reference}`;
  const words = "No fuzzing reached the parser.";
  const sent = await lead.browser.submit(
    `${at}/root-cause`,
    { practice: "testing", requirement: "SDL-12", words, followUp, ...more },
    `${at}/deeds/record-root-cause?view=root-cause`,
  );
  expect(sent.statusCode).toBe(303);
}

/** The words of the rows, in their order. */
const rows = (body: string) =>
  [...body.matchAll(/data-row[^>]*>\s*<bdi>([^<]+)<\/bdi>/g)].map((match) => match[1]);

const idOf = (body: string, what: string) => {
  const before = body.slice(0, body.indexOf(`<bdi>${what}`));
  return [...before.matchAll(/name="followUp" value="([^"]+)"/g)].at(-1)?.[1] ?? "";
};

function end(fields: Record<string, string | string[]>, who = lead) {
  return who.browser.submit(path, { back: path, ...fields }, path);
}

test("[ALE-04] [ALE-05] all open follow-ups of the cases that one is on stand in one list, overdue first, with the practice that failed", async () => {
  expect(textOf(await list())).toContain("No follow-up is open");
  await cause(first, "Without a day");
  await cause(first, "Fuzz it every night", { dueOn: "2999-01-01", ownerId: lead.personId });
  await cause(second, "Review the parser", { dueOn: "2020-01-01", ownerId: analyst.personId });
  const body = await list();
  expect(rows(body)).toEqual(["Review the parser", "Fuzz it every night", "Without a day"]);
  const text = textOf(body);
  expect(text).toContain(`${second.reference} Testing: no test or fuzzing reached it`);
  expect(text).toContain("Requirement: SDL-12");
  expect(text.match(/Overdue/g)).toHaveLength(1);
  expect(text).toMatch(/ann Overdue 1 January 2020/);
});

test("the list is narrowed to an owner, to one’s own and to nobody’s", async () => {
  await cause(first, "Without an owner");
  await cause(first, "Of the lead", { ownerId: lead.personId });
  await cause(second, "Of the analyst", { ownerId: analyst.personId });
  expect(rows(await list("?owner=mine"))).toEqual(["Of the lead"]);
  expect(rows(await list("?owner=nobody"))).toEqual(["Without an owner"]);
  expect(rows(await list(`?owner=${analyst.personId}`))).toEqual(["Of the analyst"]);
  expect(rows(await list("?owner=somebody"))).toHaveLength(3);
  expect(textOf(await list("?owner=mine", analyst))).toContain("Of the analyst");
});

test("what is ticked is done together, with what was done in the history of each case", async () => {
  await cause(first, "Fuzz it every night");
  await cause(second, "Review the parser");
  const body = await list();
  const ids = ["Fuzz it every night", "Review the parser"].map((what) => idOf(body, what));
  const words = "It runs since build 14.";
  const short = await end({ followUp: ids, words: "ok" });
  expect([short.statusCode, textOf(short.body)]).toEqual([
    422,
    expect.stringContaining("Say what was done."),
  ]);
  expect(short.body.match(/type="checkbox"[^>]*checked/g)).toHaveLength(2);
  const done = await end({ followUp: ids, words });
  expect(done.headers.location).toBe(`${path}?done=2&undo=${encodeURIComponent(ids.join(","))}`);
  expect(textOf(await list("?done=2"))).toContain("2 follow-ups are done");
  expect(rows(await list())).toEqual([]);
  for (const { reference } of [first, second]) {
    const page = (await lead.browser.get(`/console/cases/${reference}/root-cause`)).body;
    expect(textOf(page)).toContain(words);
  }
});

test("[ALE-04] what was marked as done by mistake is put back with one press, in the history and in the list", async () => {
  await cause(first, "Fuzz it every night", { dueOn: "2020-01-01", ownerId: analyst.personId });
  await cause(second, "Review the parser");
  const body = await list();
  const ids = ["Fuzz it every night", "Review the parser"].map((what) => idOf(body, what));
  const { location = "" } = (await end({ followUp: ids, words: "Since build 14." })).headers;
  const notice = (await lead.browser.get(String(location))).body;
  expect(textOf(notice)).toContain("Put back: not done");
  const undo = { followUp: ids, back: path };
  const done = await lead.browser.submit(String(location), undo, `${path}/undo`);
  expect(done.headers.location).toBe(`${path}?back=2`);
  expect(textOf(await list("?back=2"))).toContain("2 follow-ups are put back");
  expect(rows(await list())).toEqual(["Fuzz it every night", "Review the parser"]);
  expect(textOf(await list())).toMatch(/ann Overdue 1 January 2020/);
  const history = textOf(
    (await lead.browser.get(`/console/cases/${first.reference}/history`)).body,
  );
  expect(history).toContain("put a follow-up back that is not done");
  expect(history).toContain("It was marked as done by mistake.");
  expect(history).toContain("Since build 14.");
  // Twice is refused, and it is ended again as if nothing had been.
  const again = await lead.browser.submit(path, undo, `${path}/undo`);
  expect([again.statusCode, textOf(again.body)]).toEqual([
    422,
    expect.stringContaining("This follow-up is not done: there is nothing to put back."),
  ]);
  expect((await end({ followUp: ids, words: "Since build 15." })).statusCode).toBe(303);
  const page = `/console/cases/${first.reference}/root-cause`;
  const ended = textOf((await lead.browser.get(page)).body);
  expect(ended).toContain("Since build 15.");
  expect(ended).toContain("It is not done");
});

test("[ALE-04] on the page of its case a follow-up is put back with a reason, and by nobody who is not on it", async () => {
  await cause(first, "Fuzz it every night");
  const followUpId = idOf(await list(), "Fuzz it every night");
  await end({ followUp: [followUpId], words: "Since build 14." });
  const at = `/console/cases/${first.reference}`;
  const putBack = (reason: string, who = lead) =>
    who.browser.submit(
      `${at}/root-cause`,
      { followUpId, reason },
      `${at}/deeds/reopen-follow-up?view=root-cause`,
    );
  expect((await putBack("no")).statusCode).toBe(422);
  expect((await putBack("Build 14 was taken back.")).statusCode).toBe(303);
  expect(rows(await list())).toEqual(["Fuzz it every night"]);
  const text = textOf((await lead.browser.get(`${at}/root-cause`)).body);
  expect(text).not.toContain("Since build 14.");
  await end({ followUp: [followUpId], words: "Since build 16." });
  await house.pools.worker.query(
    "delete from case_members where case_id = $1 and side_id = staff_side() and principal_id <> $2",
    [first.caseId, analyst.personId],
  );
  const walled = await lead.browser.submit(path, { followUp: [followUpId] }, `${path}/undo`);
  expect(textOf(walled.body)).toContain("This case has no such follow-up.");
});

test("one that was done meanwhile stops no other, and nothing chosen is said", async () => {
  await cause(first, "Fuzz it every night");
  await cause(second, "Review the parser");
  await cause(first, "A third one");
  const body = await list();
  const [one, other] = ["Fuzz it every night", "Review the parser"].map((what) => idOf(body, what));
  expect((await end({ followUp: [one ?? ""], words: "" })).statusCode).toBe(303);
  const both = await end({ followUp: [one ?? "", other ?? ""], words: "Since build 14." });
  expect(both.statusCode).toBe(422);
  const text = textOf(both.body);
  expect(text).toContain("One follow-up is done");
  expect(text).toContain("This follow-up is done already.");
  expect(both.body).toContain('value="Since build 14."');
  // What was done beside it is put back with one press.
  expect(text).toContain("Put back: not done");
  expect(both.body).toMatch(new RegExp(`type="hidden" name="followUp" value="${other}"`));
  expect(both.body).not.toMatch(new RegExp(`type="hidden" name="followUp" value="${one}"`));
  const none = await end({ words: "Since build 15." });
  expect([none.statusCode, textOf(none.body)]).toEqual([
    422,
    expect.stringContaining("Tick the follow-ups that are done."),
  ]);
  expect(none.body).toContain('value="Since build 15."');
});

test("[ALE-39] nobody sees or ends a follow-up of a case that they are not on", async () => {
  await cause(first, "Fuzz it every night");
  const id = idOf(await list(), "Fuzz it every night");
  await house.pools.worker.query(
    "delete from case_members where case_id = $1 and side_id = staff_side() and principal_id <> $2",
    [first.caseId, analyst.personId],
  );
  expect(await list()).not.toContain("Fuzz it every night");
  expect((await lead.browser.get(`${path}.csv`)).body).not.toContain("Fuzz it");
  await cause(second, "Review the parser");
  const refused = await end({ followUp: [id], words: "Mine now." });
  expect(textOf(refused.body)).toContain("This case has no such follow-up.");
});

test("the list is taken out as CSV, whose cells run nothing", async () => {
  await cause(first, "=1+1 is no formula", { dueOn: "2020-01-01", ownerId: analyst.personId });
  const file = await lead.browser.get(`${path}.csv?owner=${analyst.personId}`);
  expect(file.headers["content-type"]).toContain("text/csv");
  const [head, line] = file.body.split("\r\n");
  expect(head).toBe("case,follow-up,because of,requirement,owner,due,overdue");
  expect(line).toBe(
    `${first.reference},'=1+1 is no formula,Testing: no test or fuzzing reached it,SDL-12,The ann,2020-01-01,yes`,
  );
});

test("a long list is read page by page, each of at most twelve statements", async () => {
  for (let number = 0; number < 51; number += 1) {
    await cause(number % 2 ? first : second, `Number ${number}`, number > 25 ? {} : due(number));
  }
  const { count, result } = await statements.during(() => list());
  expect(count).toBeLessThanOrEqual(12);
  const next = /href="([^"]*after=[^"]*)"/.exec(result)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const further = await lead.browser.get(next);
  const all = [...rows(result), ...rows(further.body)];
  expect(rows(result)).toHaveLength(50);
  expect(new Set(all).size).toBe(51);
  expect(textOf(await list(`?after=none_${idOf(result, "Number 0")}`))).toContain("Number");
});

const due = (number: number) => ({ dueOn: `2027-01-${String(number + 1).padStart(2, "0")}` });
