/** A list of questions from the console to the portal and back, by forms alone; each is answered or open. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { TestBrowser, type TestWeb, testWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { portalRoutes } from "./portal-routes.tsx";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let portal: TestWeb;
let analyst: Colleague;
let reporter: TestBrowser;
let found: TestCase;
let path: string;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  portal = await testWeb(house.context, [portalRoutes]);
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  found = await aCase(house);
  path = `/console/cases/${found.reference}`;
  reporter = new TestBrowser(portal.app, "192.0.2.1");
  await reporter.submit("/portal", { code: found.receiptCode });
});
afterAll(async () => {
  await tasks.close();
  await web.app.close();
  await portal.app.close();
  await house.close();
});

const read = async () => (await analyst.browser.get(`${path}/conversation`)).body;
const seat = async () => (await reporter.get("/portal/case")).body;
const send = (deed: string, fields: Record<string, string>) =>
  analyst.browser.submit(`${path}/conversation`, fields, `${path}/deeds/${deed}?view=conversation`);
const answer = (fields: Record<string, string>) =>
  reporter.submit("/portal/case", fields, "/portal/answers");

async function waitsOn() {
  await runOwed(tasks.on);
  const head = await house.context.transaction(theWorker, (tx) => headOf(tx, found.caseId));
  return head?.waitingOn;
}

test("questions that are too many come back with their words", async () => {
  const partyId = found.reporter.id;
  const many = Array.from({ length: 21 }, (_, index) => `Question ${index}?`).join("\n");
  const refused = await send("send-message", { partyId, text: "Hello.", questions: many });
  expect(refused.statusCode).toBe(422);
  expect(textOf(refused.body)).toContain("More than 20 questions");
  expect(refused.body).toContain("Question 20?</textarea>");
});

test("each question is answered by itself in the portal, and we wait until the last one is", async () => {
  const partyId = found.reporter.id;
  const questions = "1. Which version?\nWhich setting?\n- Which build?";
  await send("send-message", { partyId, text: "We need three things.", questions });
  expect(await waitsOn()).toBe("reporter");
  expect(textOf(await read())).toContain("3 of its 3 questions are open.");
  const page = await seat();
  expect(textOf(page)).toContain("3 of 3 questions still open.");
  const messageId = /name="messageId" value="([^"]+)"/.exec(page)?.[1] ?? "";

  const empty = await answer({ messageId, number: "2", text: " " });
  expect([empty.statusCode, textOf(empty.body)]).toEqual([
    422,
    expect.stringContaining("Write an answer."),
  ]);
  const sent = await answer({ messageId, number: "2", text: "The default one." });
  expect(sent.headers.location).toBe("/portal/case#conversation");
  expect(await waitsOn()).toBe("reporter");
  expect(textOf(await seat())).toContain("2 of 3 questions still open.");
  expect(textOf(await read())).toContain("2. Which setting? The default one.");
  expect((await answer({ messageId, number: "2", text: "Again." })).statusCode).toBe(409);
  expect((await answer({ messageId, number: "4", text: "What?" })).statusCode).toBe(404);

  // The first was answered on the telephone.
  await send("mark-question", { messageId, number: "1", state: "answered" });
  expect(await waitsOn()).toBe("reporter");
  await answer({ messageId, number: "3", text: "9.4.1" });
  expect(await waitsOn()).toBe("us");
  expect(textOf(await seat())).toContain("All questions are answered.");
  expect(textOf(await read())).toContain("All of its questions are answered.");
});

test("what a colleague marks last ends our waiting too", async () => {
  const partyId = found.reporter.id;
  await send("send-message", { partyId, text: "One thing more.", questions: "Who else knows?" });
  expect(await waitsOn()).toBe("reporter");
  const ids = [...(await read()).matchAll(/name="messageId" value="([^"]+)"/g)];
  const messageId = ids.at(-1)?.[1] ?? "";
  await send("mark-question", { messageId, number: "1", state: "answered" });
  expect(await waitsOn()).toBe("us");
  const again = await send("mark-question", { messageId, number: "1", state: "answered" });
  expect(again.statusCode).toBe(409);
});
