/** The reporter's seat by its forms alone, as a browser without script sends them. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aPersonAt, type TestCase } from "../../../test/support/cases.ts";
import { anyone, type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { TestBrowser, type TestWeb, testWeb } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { decideRelevancy } from "../../actions/decisions/decide-relevancy.ts";
import { answerConsent } from "../../actions/portal/answer-consent.ts";
import { inviteToValidate } from "../../actions/portal/invite-to-validate.ts";
import { takeReport } from "../../actions/reports/take-report.ts";
import type { Actor } from "../../core/people/actor.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { identityOf } from "../../store/parties/reader.ts";
import { openReceipt, portalSecretHash } from "../../store/parties/receipt-reader.ts";
import { portalRoutes } from "./portal-routes.tsx";

let at: TestContext;
let web: TestWeb;
let tasks: TestTasks;
let analyst: Extract<Actor, { kind: "staff" }>;
let browser: TestBrowser;
let found: Pick<TestCase, "caseId"> & { partyId: string };

beforeAll(async () => {
  at = await testContext();
  web = await testWeb(at.context, [portalRoutes]);
  tasks = await testTasks(at);
  analyst = await aPersonAt(at, "analyst@psirt.example", "analyst", "lead");
  const report = {
    ...{ product: "OmniGate 9000", description: "It restarts.", channel: "form", files: [] },
    ...{ email: "finder@research.example", undertakings: "1" },
  };
  const { receiptCode } = await perform(at.context, takeReport, anyone, report);
  await runOwed(tasks.on);
  const hash = portalSecretHash(at.context, { kind: "code", secret: receiptCode });
  const opened = await at.context.transaction(anyone, (tx) =>
    openReceipt(tx, hash, at.context.now()),
  );
  if (!opened) throw new Error("the code opens the report");
  found = opened;
  browser = new TestBrowser(web.app, "192.0.2.1");
  await browser.submit("/portal", { code: receiptCode });
});
afterAll(async () => {
  await tasks.close();
  await web.app.close();
  await at.close();
});

const words = (html: string) => html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
const page = async () => words((await browser.get("/portal/case")).body);
const send = (path: string, fields: Record<string, string>) =>
  browser.submit("/portal/case", fields, path);

test("a reporter asks how it stands with one button, and reads from when on again", async () => {
  expect(await page()).toContain("Ask how it stands");
  const answer = await send("/portal/requests/status", {});
  expect([answer.statusCode, answer.headers.location]).toEqual([303, "/portal/case#requests"]);
  const asked = await page();
  expect(asked).toContain("You asked how it stands, and we owe you a word.");
  expect(asked).toContain("You can ask again from 25 March 2026");
  expect(asked).not.toContain("Ask how it stands");
  const again = await send("/portal/requests/status", {});
  expect(again.statusCode).toBe(429);
  expect(words(again.body)).toContain("You have asked already, and your question stands.");
});

test("[TH-18] asking for consent is a form; what was typed comes back beside what is wrong with it", async () => {
  const typed = {
    on: "2026-01-01T10:00",
    onZone: "Europe/Paris",
    place: "A conference <b>",
    text: "",
  };
  const refused = await send("/portal/requests/consent", typed);
  expect(refused.statusCode).toBe(422);
  expect(words(refused.body)).toContain("Give a date that is still to come");
  expect(refused.body).toContain('value="A conference &lt;b>"');
  expect(refused.body).toContain('value="2026-01-01T10:00"');
  const undated = await send("/portal/requests/consent", { ...typed, on: "" });
  expect(words(undated.body)).toContain("“When do you want to publish?” is missing.");
  const sent = await send("/portal/requests/consent", { ...typed, on: "2026-06-01T10:00" });
  expect(sent.headers.location).toBe("/portal/case#consent");
  const waits = await page();
  expect(waits).toContain("You asked, and we owe you an answer.");
  expect(waits).toContain("You ask to publish on 1 June 2026, 10:00 Europe/Paris (UTC+02:00)");
  await perform(at.context, answerConsent, analyst, {
    ...{ caseId: found.caseId, partyId: found.partyId, answer: "given" },
    ...{ on: "2026-06-10T08:00:00Z", text: "Customers have the fix a week before." },
  });
  const told = await page();
  expect(told).toContain("Our answer is yes.");
  expect(told).toContain("Customers have the fix a week before.");
  expect(told).toContain("You may publish from 10 June 2026, 10:00 Europe/Paris (UTC+02:00)");
});

test("a plan to publish stands among the dates, each with its zone, until it is given up", async () => {
  const plan = {
    plan: "planned",
    on: "2026-09-01T09:00",
    onZone: "UTC",
    place: "A blog",
    text: "",
  };
  expect((await send("/portal/plan", { ...plan, on: "" })).statusCode).toBe(422);
  expect((await send("/portal/plan", plan)).headers.location).toBe("/portal/case#plan");
  expect(await page()).toContain("You mean to publish 1 September 2026, 11:00 Europe/Paris");
  await send("/portal/plan", { plan: "none" });
  expect(await page()).toContain("You told us of no plan to publish.");
});

test("[VEN-11] a reporter chooses every change, results only, or none", async () => {
  expect(await page()).toContain("We mail you every change.");
  for (const [choice, said] of [
    ["results", "We mail you results only"],
    ["none", "We mail you no news."],
    ["every-change", "We mail you every change."],
  ] as const) {
    await send("/portal/news", { choice });
    expect(await page()).toContain(said);
  }
});

test("[ALU-09] a decision is disputed where it is read, and the objection taken back", async () => {
  expect(await page()).not.toContain("Object to a decision");
  await perform(at.context, decideRelevancy, analyst, {
    ...{ caseId: found.caseId, outcome: "relevant", touches: ["availability"] },
    explanation: "An outsider can restart the gateway at will.",
  });
  await runOwed(tasks.on);
  expect(await page()).toContain("Object to a decision");
  // Nothing was concluded yet: nobody objects to it.
  expect(await page()).toContain("Whether my report is one for you");
  expect(await page()).not.toContain("What you concluded from your analysis");
  const short = await send("/portal/objections", { about: "relevancy", text: "No." });
  expect(short.statusCode).toBe(422);
  expect(words(short.body)).toContain("Say in a sentence why you see it otherwise.");
  const text = "It does more than a restart: it reads memory.";
  await send("/portal/objections", { about: "relevancy", text });
  const { body } = await browser.get("/portal/case");
  expect(words(body)).toContain(text);
  const objectionId = /name="objectionId" value="([^"]+)"/.exec(body)?.[1] ?? "";
  await send("/portal/objections/withdraw", { objectionId });
  expect(await page()).toContain("You took it back");
});

test("whoever is invited to try the fix reads what and until when, and answers with a reason", async () => {
  expect(await page()).not.toContain("Does the fix mend what you found?");
  await perform(at.context, inviteToValidate, analyst, {
    ...{ caseId: found.caseId, partyId: found.partyId, on: "2026-05-01T10:00:00Z" },
    text: "Version 2.4.1, from the portal of your support.",
  });
  const invited = await page();
  expect(invited).toContain("Version 2.4.1, from the portal of your support.");
  expect(invited).toContain("Until then you may try the fix 1 May 2026, 12:00 Europe/Paris");
  const bare = await send("/portal/fix", { answer: "fails", text: "" });
  expect(words(bare.body)).toContain("Say in a sentence what you tried");
  at.passSeconds(60);
  await send("/portal/fix", { answer: "works", text: "No restart any more." });
  expect(await page()).toContain("You said: yes");
});

test("[VEN-22] the address is confirmed by opening the link of our mail; the report is worked on before", async () => {
  const before = await page();
  expect(before).toContain("Nobody has opened the link of our mail yet.");
  expect(before).toContain("Your report is read and worked on all the same.");
  const identity = await at.context.transaction(theWorker, (tx) =>
    identityOf(at.context, tx, found.partyId),
  );
  const link = `/portal/link/${identity?.portalToken}`;
  const reader = new TestBrowser(web.app, "192.0.2.2");
  await reader.get(link);
  // A mail scanner fetches the link; only a person presses its button.
  expect(await page()).toContain("Nobody has opened the link of our mail yet.");
  await reader.submit(link, { token: identity?.portalToken ?? "" }, "/portal/link");
  expect(await page()).toContain("Our mail reaches you: its link was opened on 11 March 2026");
});

test("a choice of thanks without its words comes back as it was chosen, and nothing is stored", async () => {
  const without = await send("/portal/credit", { choice: "organisation", print: " " });
  expect(without.statusCode).toBe(422);
  expect(without.body).toMatch(
    /<input[^>]*value="organisation"[^>]*checked|checked[^>]*value="organisation"/,
  );
  const tooLong = await send("/portal/credit", { choice: "handle", print: "x".repeat(500) });
  expect(tooLong.body).toContain("x".repeat(500));
  expect(await page()).toContain("You are named nowhere before you have said yes.");
});

test("every part of the page has an id of its own, also beside a refused form", async () => {
  const typed = { on: "2026-01-01T10:00", onZone: "UTC", place: "Here", text: "" };
  const refused = await send("/portal/requests/consent", typed);
  for (const body of [refused.body, (await browser.get("/portal/case")).body]) {
    const ids = [...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  }
});
