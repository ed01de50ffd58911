/** The history in parts and pages, and a whole case as one document. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { actorOf } from "../../../test/support/accounts.ts";
import { aCase, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { countingStatements, type Statements } from "../../../test/support/statements.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { assignCase } from "../../actions/cases/assign-case.ts";
import { sendMessage } from "../../actions/messages/send-message.ts";
import { writeNote } from "../../actions/messages/write-note.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";

let house: TestContext;
let web: TestWeb;
let statements: Statements;
let lead: Colleague;
let engineer: Colleague;
let found: TestCase;
let path: string;

beforeAll(async () => {
  house = await testContext();
  statements = countingStatements(house.pools);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  lead = await aSignedIn(web, house.context, "lead", "lead");
  engineer = await aSignedIn(web, house.context, "engineer", "engineer");
  found = await aCase(house);
  path = `/console/cases/${found.reference}`;
  const actor = await actorOf(house.context, lead.session);
  const { caseId } = found;
  await assignCase.run(house.context, actor, { caseId, ownerId: lead.personId });
  const message = { caseId, partyId: found.reporter.id, text: "Which build is it?" };
  await perform(house.context, sendMessage, actor, { ...message, question: true });
  for (let note = 1; note <= 100; note += 1) {
    await writeNote.run(house.context, actor, { caseId, text: `Note number ${note}.` });
  }
});

afterAll(async () => {
  await web.app.close();
  await house.close();
});

const body = async (url: string) => (await lead.browser.get(url)).body;
const history = async (query = "") => textOf(await body(`${path}/history${query}`));
const eventsIn = (html: string) => html.match(/<li id="event-/g)?.length ?? 0;

test("the history goes on past its first page, and back to the newest", async () => {
  const first = await body(`${path}/history`);
  expect(eventsIn(first)).toBe(100);
  const older = /href="([^"]+before=\d+)"/.exec(first)?.[1] ?? "";
  const second = await body(older.replaceAll("&amp;", "&"));
  expect(textOf(second)).toContain("opened the case under version");
  expect(textOf(second)).toContain("The newest");
  expect(second).not.toContain(">Older<");
  // What no page has is the newest end.
  expect(eventsIn(await body(`${path}/history?before=x`))).toBe(100);
});

test("letters, promises, deeds and readings are looked at each for themselves", async () => {
  expect(await history("?show=letters")).toContain("took the report of");
  expect(await history("?show=letters")).not.toContain("opened the case under");
  const deeds = await body(`${path}/history?show=deeds`);
  expect(textOf(deeds)).not.toContain("took the report of");
  expect(deeds).toContain("before=");
  expect(deeds).toContain("show=deeds");
  expect(await history("?show=promises")).not.toContain("opened the case under");
  const reads = await history("?show=reads");
  expect(reads).toContain("Who has read this case");
  expect(reads).not.toContain("What happened");
});

test("an event leads to where it stands", async () => {
  const letters = await body(`${path}/history?show=letters`);
  expect(letters).toMatch(new RegExp(`href="${path}/conversation#message-[0-9a-f-]{36}"`));
  const place = /href="[^"]+(#message-[0-9a-f-]{36})"/.exec(letters)?.[1]?.slice(1) ?? "";
  expect(await body(`${path}/conversation`)).toContain(`id="${place}"`);
});

test("a whole case is one document without forms, and printing it is a reading", async () => {
  const result = await lead.browser.get(`${path}/print`);
  expect(result.statusCode).toBe(200);
  const text = textOf(result.body);
  for (const part of [
    "Which build is it?",
    "A crafted packet makes a restart.",
    "Note number 7.",
  ]) {
    expect(text).toContain(part);
  }
  for (const title of ["Overview", "Conversation", "Promises", "History"]) {
    expect(result.body).toContain(`class="case-whole-title">${title}</h2>`);
  }
  expect(result.body).not.toContain("/deeds/");
  const again = await statements.during(() => lead.browser.get(`${path}/print`));
  // What a statement's columns are is learnt from its first answer: the second time it is joined.
  expect(again.count).toBeLessThanOrEqual(12);
  expect(await history("?show=reads")).toContain("the whole case as one document");
  expect((await engineer.browser.get(`${path}/print`)).statusCode).toBe(404);
});
