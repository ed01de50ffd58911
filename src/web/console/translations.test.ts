/** Translations on the pages of a case: written, corrected, shown below the original, on paper and in a pack. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aCase, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { sendMessage } from "../../actions/messages/send-message.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { askConsent } from "../../actions/portal/ask-consent.ts";
import { disputeDecision } from "../../actions/portal/dispute-decision.ts";

let house: TestContext;
let web: TestWeb;
let analyst: Colleague;
let found: TestCase;
let path: string;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

const hebrew = "המכשיר מופעל מחדש כאשר נשלחת אליו כותרת ארוכה מדי";
const english = "The device restarts when it is sent a header that is too long.";

beforeEach(async () => {
  const description = `${hebrew}\n${hebrew}\n\u200b${hebrew}`;
  found = await aCase(house, "", { description, language: "he" });
  path = `/console/cases/${found.reference}`;
  house.passSeconds(60);
});

const read = async (url = path) => (await analyst.browser.get(url)).body;

async function reportId(): Promise<string> {
  const { rows } = await house.pools.worker.query(
    "select report_id from reports where case_id = $1",
    [found.caseId],
  );
  return rows[0].report_id;
}

async function note(objectId: string, fields: object, view = "overview") {
  house.passSeconds(5);
  const page = view === "overview" ? path : `${path}/${view}`;
  const given = { objectId, language: "Hebrew", means: "person", text: english, ...fields };
  return analyst.browser.submit(page, given, `${path}/deeds/note-translation?view=${view}`);
}

test("[VEN-19] a report in a language that nobody is known to read has one quiet line that leads to the form", async () => {
  const body = await read();
  expect(textOf(body)).toContain("In Hebrew (עברית), no translation noted: write it");
  expect(body).toMatch(/<summary>In Hebrew[^<]*<\/summary>/);
  expect(body).toContain('value="Hebrew (עברית)"');
  expect(body).toMatch(/<p class="plain-text" dir="auto" lang="he">/);
  // On paper nobody writes.
  const seen = await read(`${path}/print`);
  expect(textOf(seen)).toContain("In Hebrew (עברית), no translation noted.");
  expect(seen).not.toContain("/deeds/note-translation");
  const { reference } = await aCase(house, "the device restart, and that is not what it should do");
  const ofEnglish = textOf(await read(`/console/cases/${reference}`));
  expect(ofEnglish).not.toContain("no translation noted");
  expect(ofEnglish).toContain("Note a translation");
});

test("[VEN-19] the translation stands below the original, which stays in view, each with its language", async () => {
  const id = await reportId();
  const answer = await note(id, { means: "machine", translator: "The tool of the house" });
  expect(answer.headers.location).toBe(`${path}?done=note-translation`);
  for (const url of [path, `${path}/print`]) {
    const body = await read(url);
    expect(textOf(body)).toContain(hebrew);
    const text = textOf(body);
    expect(text).toContain("Translation from Hebrew (עברית) Translated by a machine: The tool of");
    expect(text).toContain("Noted by The analyst");
    expect(body).toContain(`<p class="plain-text" dir="auto" lang="en">${english}</p>`);
    expect(text).not.toContain("no translation noted");
  }
  expect(textOf(await read(`${path}/history`))).toContain(
    "noted the translation of a report, made by a machine",
  );
  expect(textOf(await read("/console/search?q=header+restarts"))).toContain(found.reference);
});

test("[VEN-19] a correction keeps what stood before; one who did not see it loses no word", async () => {
  const id = await reportId();
  await note(id, { asOf: id });
  const late = await note(id, { asOf: id, text: "The box restarts." });
  expect(late.statusCode).toBe(409);
  expect(late.body).toContain("The box restarts.");
  expect(textOf(late.body)).toContain("Somebody else saved this while you wrote");
  const [, form = ""] = (await read()).split("/deeds/note-translation?");
  const asOf = /name="asOf" value="([^"]+)"/.exec(form)?.[1];
  expect((await note(id, { asOf, text: "The box restarts." })).statusCode).toBe(303);
  const text = textOf(await read());
  expect(text).toContain("The earlier translation");
  expect(text.indexOf("The box restarts.")).toBeLessThan(text.indexOf(english));
});

test("[VEN-19] what is missing is asked for at its field, and a moment to come is refused", async () => {
  const id = await reportId();
  const empty = await note(id, { text: " ", language: "" });
  expect(empty.statusCode).toBe(422);
  expect(textOf(empty.body)).toContain("Write the translation.");
  expect(textOf(empty.body)).toContain("Say from which language.");
  const later = await note(id, { madeAt: "2031-01-01T10:00", madeAtZone: "UTC" });
  expect(later.statusCode).toBe(422);
  expect(textOf(later.body)).toContain("A translation is made after its original was written");
  expect(later.body).toContain(english);
});

test("[VEN-19] a message of a party is translated below it, by a form that is asked for", async () => {
  const { caseId, reporter } = found;
  const { messageId } = (await perform(house.context, sendMessage, reporter, {
    ...{ caseId, text: hebrew },
  })) as { messageId: string };
  const thread = `${path}/conversation`;
  const line = await read(thread);
  expect(textOf(line)).toContain("In Hebrew (עברית), no translation noted: write it");
  expect(line).not.toContain("deeds/note-translation");
  const href = new RegExp(`href="(${thread}\\?translate=${messageId})#`).exec(line)?.[1] ?? "";
  expect(await read(href)).toContain("deeds/note-translation?view=conversation");
  expect((await note(messageId, {}, "conversation")).statusCode).toBe(303);
  const body = await read(thread);
  expect(body).toMatch(/<p class="plain-text" dir="auto" lang="he">/);
  expect(textOf(body)).toMatch(/Translated by The analyst ?, 11 March 2026/);
  expect(textOf(body)).toContain("Correct the translation");
  expect(textOf(await read(`${path}/history`))).toMatch(
    /noted the translation of a message of (?:the )?Reporter/i,
  );
});

test("hidden marks of a party are named wherever it wrote, and a long message is folded", async () => {
  const { caseId, reporter, reference } = await aCase(house, "a long wait");
  const turned = "Look at \u202Egpj.exe, please.";
  const text = `${turned}\n${"so many words ".repeat(600)}`;
  await perform(house.context, sendMessage, reporter, { caseId, text });
  const on = "2026-09-01T10:00:00Z";
  await perform(house.context, askConsent, reporter, { caseId, on, place: turned, text: turned });
  await perform(house.context, disputeDecision, reporter, { caseId, about: "other", text: turned });
  const marks = async (view: string) =>
    (await read(`/console/cases/${reference}${view}`)).split(">U+202E</span>").length - 1;
  expect(await read(`/console/cases/${reference}/conversation`)).toContain("letters</summary>");
  expect(await marks("/conversation")).toBe(3);
  expect(await marks("")).toBe(1);
  expect(textOf(await read(`/console/cases/${reference}/conversation`))).toContain(
    "Writes in English",
  );
});
