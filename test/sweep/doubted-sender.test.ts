/** A sender whose address only looks like a party’s: never taken for it, and shown to staff as what it is. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { perform } from "../../src/actions/action.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { takeMail } from "../../src/actions/reports/take-mail.ts";
import { takeReport } from "../../src/actions/reports/take-report.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../support/console.ts";
import { anyone, type TestContext, testContext, theWorker } from "../support/context.ts";
import { type TestTasks, testTasks } from "../support/tasks.ts";
import type { TestWeb } from "../support/web.ts";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let analyst: Colleague;
let reference: string;
const first = "alice.finder@bank.example";

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  reference = await mailed(first, "A weakness");
});
afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});

/** A mail as it comes from outside; gives the newest case. */
async function mailed(from: string, subject: string): Promise<string> {
  house.passSeconds(60);
  const head = [`From: ${from}`, "To: psirt@ale.example", `Subject: ${subject}`];
  const mail = [...head, "Content-Type: text/plain; charset=utf-8", "", "A packet stops it."];
  await takeMail.run(house.context, anyone, { raw: Buffer.from(mail.join("\r\n")) });
  return newest();
}

async function newest(): Promise<string> {
  await runOwed(tasks.on);
  const { rows } = await house.pools.worker.query(
    "select reference from cases order by reference desc limit 1",
  );
  return rows[0].reference;
}

async function pageOf(found: string): Promise<string> {
  return textOf((await analyst.browser.get(`/console/cases/${found}`)).body);
}

async function messagesOf(found: string): Promise<number> {
  const { rows } = await house.pools.worker.query(
    "select 1 from messages m join cases c using (case_id) where c.reference = $1 and m.direction = 'in'",
    [found],
  );
  return rows.length;
}

const mixed = "The sender’s address holds letters of several alphabets";
const likeParty =
  "The sender’s address looks like that of a party of the case that the report names";

test.each([
  ["a Cyrillic letter", "\u0430lice.finder@bank.example", [mixed, likeParty]],
  ["full-width letters", "ａlice.finder@bank.example", [mixed, likeParty]],
  ["a letter of no width", "alice\u200b.finder@bank.example", [mixed, likeParty]],
  ["the Kelvin sign for a K", "alice.finder@ban\u212a.example", [mixed, likeParty]],
  ["an accent", "alicé.finder@bank.example", [likeParty]],
  [
    "a domain that is drawn with a Cyrillic letter",
    "alice.finder@xn--bnk-6cd.example",
    [mixed, likeParty],
  ],
])(
  "whoever answers in the name of a party with %s is not taken for it, and staff are told",
  async (_, from, doubts) => {
    const found = await mailed(from, `Re: [${reference}]`);
    expect(found).not.toBe(reference);
    expect(await messagesOf(reference)).toBe(0);
    const page = await pageOf(found);
    for (const said of doubts) expect(page).toContain(said);
    if (!doubts.includes(mixed)) expect(page).not.toContain(mixed);
    expect(page).toContain("Look twice at who wrote this");
    // Nobody is told whose address it is like.
    expect(page).not.toContain(first);
  },
);

test("the same address in other capitals is the same party, and an honest one is doubted by nobody", async () => {
  expect(await mailed("Alice.Finder@Bank.Example", `Re: [${reference}]`)).toBeDefined();
  expect(await messagesOf(reference)).toBe(1);
  const other = await mailed("bob@bank.example", `About [${reference}]`);
  expect(other).not.toBe(reference);
  expect(await pageOf(other)).not.toContain("Look twice");
});

test("an address on the form is looked at in the same way", async () => {
  const report = { product: "Gateway", description: `More on ${reference}.` };
  const email = "\u0430lice.finder@bank.example";
  await perform(house.context, takeReport, anyone, { ...report, email });
  const page = await pageOf(await newest());
  expect(page).toContain(mixed);
  expect(page).toContain(likeParty);
});

test("what could not be read of a message is told in sentences, never as a code", async () => {
  const head = ["From: carol@bank.example", "Subject: Broken", "Date: yesterday"];
  const raw = Buffer.from([...head, "", "It stops."].join("\r\n"));
  await takeMail.run(house.context, anyone, { raw });
  const page = await pageOf(await newest());
  expect(page).toContain("The Date header is missing or cannot be read.");
  expect(page).not.toContain("mail.date-unreadable");
});
