/** Drafts as a colleague meets them: kept by a button or by the script, there again later, gone on send. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import {
  aSession,
  aSignedIn,
  type Colleague,
  testConsole,
  textOf,
} from "../../../test/support/console.ts";
import {
  aColleague,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { closeUnreached } from "../../../test/support/unreached.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import type { Actor } from "../../core/people/actor.ts";
import { draftList } from "../../store/drafts/reader.ts";
import { removeDraftsAbout } from "../../store/drafts/writer.ts";

let house: TestContext;
let web: TestWeb;
let analyst: Colleague;
let other: Colleague;
let found: TestCase;
let path: string;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  other = await aSignedIn(web, house.context, "lead", "lead");
  found = await aCase(house);
  path = `/console/cases/${found.reference}`;
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

const read = async (who = analyst, view = "conversation") =>
  (await who.browser.get(`${path}/${view}`)).body;

/** Presses "Keep as draft" of the form for a note, or that of a message. */
function keep(form: string, fields: Record<string, string>) {
  const query = `view=conversation&form=${encodeURIComponent(form)}`;
  return analyst.browser.submit(`${path}/conversation`, fields, `${path}/drafts?${query}`);
}

const words = "The quokkafinch crashes where the header is long.";

test("what was typed is there again after the session ended, for its writer alone", async () => {
  expect(await read()).toContain(`form=write-note" data-draft`);
  const kept = await keep("write-note", { text: words });
  expect(kept.headers.location).toContain("done=keep-draft");
  house.passSeconds(8 * 86_400);
  analyst.browser.cookies.set("parley-session", await aSession(house.context, analyst.personId));
  other.browser.cookies.set("parley-session", await aSession(house.context, other.personId));
  const page = await read();
  expect(page).toContain(`${words}</textarea>`);
  expect(textOf(page)).toContain("Your draft of");
  expect(await read(other)).not.toContain("quokkafinch");
});

test("one's drafts are in a list, and a page of the case names those on its other pages", async () => {
  const list = textOf((await analyst.browser.get("/console/drafts")).body);
  expect(list).toContain(found.reference);
  expect(list).toContain("Add note");
  expect(list).toContain("The quokkafinch crashes");
  expect(textOf(await read(analyst, "history"))).toContain("You have drafts on this case Add note");
  expect(textOf((await other.browser.get("/console/drafts")).body)).toContain("You have no drafts");
});

test("the words lie sealed, and each form of a page has its own", async () => {
  const partyId = found.reporter.id;
  await keep(`send-message ${partyId}`, { text: words, partyId });
  const { rows } = await house.pools.worker.query("select * from drafts");
  expect(rows.map((row) => row.form).toSorted()).toEqual([`send-message ${partyId}`, "write-note"]);
  for (const row of rows) expect(String(row.content_sealed)).not.toContain("quokka");
  expect((await read()).split(`${words}</textarea>`)).toHaveLength(3);
});

test("a draft goes once its form is sent, and stays where the form is refused", async () => {
  const send = (fields: Record<string, string>) =>
    analyst.browser.submit(
      `${path}/conversation`,
      { ...fields, _draft: "write-note" },
      `${path}/deeds/write-note?view=conversation`,
    );
  expect((await send({ text: "" })).statusCode).toBe(422);
  expect(await forms()).toContain("write-note");
  expect((await send({ text: words })).statusCode).toBe(303);
  expect(await forms()).not.toContain("write-note");
});

test("whoever is off the case reads no draft about it, and what is erased takes all drafts with it", async () => {
  const { context } = house;
  const me = { ...aColleague("analyst"), id: analyst.personId };
  const listed = (actor: Actor) =>
    context.transaction(actor, (tx) => draftList(context, tx, analyst.personId));
  expect(await listed(me)).toHaveLength(1);
  expect(await listed({ ...me, groupIds: [] })).toEqual([]);
  // Not even by naming them: the wall shows a colleague's drafts to nobody else.
  expect(await listed(aColleague("lead"))).toEqual([]);
  await context.transaction(theWorker, (tx) => removeDraftsAbout(tx, found.caseId));
  expect(await forms()).toEqual([]);
});

test("no draft is kept of a form that is none", async () => {
  for (const form of ["nothing", "write-note\n", "take-report"]) {
    expect((await keep(form, { text: words })).statusCode).toBeGreaterThanOrEqual(400);
  }
});

async function forms(): Promise<string[]> {
  const { rows } = await house.pools.worker.query<{ form: string }>("select form from drafts");
  return rows.map(({ form }) => form);
}

test("a score that was begun is there again in its version, and gone once it is saved", async () => {
  const { reference } = await aCase(house, "a slow restart");
  const at = `/console/cases/${reference}`;
  const readScore = async (who = analyst, query = "") =>
    (await who.browser.get(`${at}/vulnerability${query}`)).body;
  const relevant = { outcome: "relevant", touches: "availability", explanation: "It restarts." };
  await analyst.browser.submit(at, relevant, `${at}/deeds/decide-relevancy?view=overview`);
  const page = await readScore();
  const vulnerabilityId = /name="vulnerabilityId" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const form = `score-vulnerability ${vulnerabilityId}`;
  const begun = { vulnerabilityId, cvssVersion: "3.1", "cvss.AV": "A", reason: "By radio alone." };
  const url = `${at}/drafts?view=vulnerability&form=${encodeURIComponent(form)}`;
  expect(vulnerabilityId).not.toBe("");
  const kept = await analyst.browser.submit(`${at}/vulnerability`, begun, url);
  expect(kept.headers.location).toContain("done=keep-draft");
  const again = await readScore();
  expect(again).toMatch(/name="cvss.AV" value="A" checked/);
  expect(again).toContain("By radio alone.");
  expect(await readScore(other)).not.toContain("By radio alone.");
  // Another version begins anew; the draft stays.
  expect(await readScore(analyst, "?cvss=4.0")).not.toContain("By radio alone.");
  const whole = { AC: "L", PR: "N", UI: "N", S: "U", C: "H", I: "H", A: "H" };
  const chosen = Object.entries(whole).map(([name, value]) => [`cvss.${name}`, value]);
  const saved = await analyst.browser.submit(
    `${at}/vulnerability`,
    { ...begun, ...Object.fromEntries(chosen), _draft: form },
    `${at}/deeds/score-vulnerability?view=vulnerability`,
  );
  expect(saved.headers.location).toContain("done=score-vulnerability");
  expect(await readScore()).not.toContain("By radio alone.</textarea>");
  expect(textOf(await readScore())).not.toContain("Drop the draft");
});

test("words whose form is gone stand on the page, sent or kept, and nothing of them is done", async () => {
  const { reference, caseId } = await aCase(house, "a slow boot");
  const at = `/console/cases/${reference}`;
  const decision = { outcome: "relevant", touches: "integrity", explanation: words };
  const decide = `${at}/deeds/decide-relevancy?view=overview`;
  const form = "view=overview&form=decide-relevancy";
  await analyst.browser.submit(at, decision, `${at}/drafts?${form}`);
  await closeUnreached(house.context, await aPerson(house, "analyst"), caseId);
  const later = textOf((await analyst.browser.get(at)).body);
  expect(later).toContain("Your draft: Decide relevancy");
  expect(later).toContain(words);
  const late = { ...decision, explanation: "Typed without any script at all." };
  const refused = textOf((await other.browser.submit(at, late, decide)).body);
  expect(refused).toContain("is closed. Reopen it first");
  expect(refused).toContain("What you wrote: Decide relevancy");
  expect(refused).toContain("Typed without any script at all.");
  await analyst.browser.submit(at, {}, `${at}/drafts/removal?${form}`);
  expect(textOf((await analyst.browser.get(at)).body)).not.toContain(words);
});
