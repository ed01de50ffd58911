import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { actorOf } from "../../../test/support/accounts.ts";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import type { Actor } from "../../core/people/actor.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { perform } from "../action.ts";
import { attachFiles } from "../attachments/attach-files.ts";
import { assignCase } from "../cases/assign-case.ts";
import { closeCase } from "../decisions/close-case.ts";
import { concludeAnalysis } from "../decisions/conclude-analysis.ts";
import { decideRelevancy } from "../decisions/decide-relevancy.ts";
import { ensureHouse } from "../people/ensure-house.ts";
import { confirmErasure } from "../retention/confirm-erasure.ts";
import { orderErasure } from "../retention/order-erasure.ts";
import { needNoAnswer } from "./need-no-answer.ts";
import { sendMessage } from "./send-message.ts";

const why =
  "What you describe works as it is documented, and gives nobody what they were not given.";

let house: TestContext;
let web: TestWeb;
let tasks: TestTasks;
let colleague: Colleague;
let analyst: Extract<Actor, { kind: "staff" }>;
let found: TestCase;

beforeAll(async () => {
  house = await testContext();
  house.setClock("2026-03-10T08:00:00.000Z");
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  tasks = await testTasks(house);
  colleague = await aSignedIn(web, house.context, "analyst@psirt.example", "analyst");
  const actor = await actorOf(house.context, colleague.session);
  if (actor.kind !== "staff") throw new Error("a colleague is staff");
  analyst = actor;
});
afterAll(async () => {
  await tasks.close();
  await web.app.close();
  await house.close();
});
beforeEach(async () => {
  found = await aCase(house);
  await runOwed(tasks.on);
  const { caseId } = found;
  await perform(house.context, assignCase, analyst, { caseId, ownerId: analyst.id });
  await later();
});

/** What is owed is done, an hour passes. */
async function later(): Promise<void> {
  await runOwed(tasks.on);
  house.passSeconds(3_600);
  tasks.sent.length = 0;
}

async function writes(text = "I see it in release 2.4 too."): Promise<void> {
  await perform(house.context, sendMessage, found.reporter, { caseId: found.caseId, text });
  await runOwed(tasks.on);
}

const waiting = () =>
  house.context.transaction(theWorker, async (tx) => (await factsOf(tx, found.caseId)).unanswered);

async function rowInQueue(): Promise<string | undefined> {
  const page = await colleague.browser.get("/console");
  const rows = page.body.split("<tr").map((row) => textOf(row));
  return rows.find((row) => row.includes(found.reference));
}

async function close(): Promise<void> {
  const { caseId } = found;
  const rejected = { caseId, outcome: "not-relevant", reasons: ["intended"], explanation: why };
  await perform(house.context, decideRelevancy, analyst, rejected);
  const concluded = { caseId, outcome: "not-confirmed", explanation: why };
  await perform(house.context, concludeAnalysis, analyst, concluded);
  await later();
  await perform(house.context, closeCase, analyst, { caseId, reason: "not-relevant" });
  await later();
}

test("[ALE-09] what a party writes stands in the queue and on the case, and its owner hears of it once", async () => {
  expect(await rowInQueue()).not.toContain("they wrote");
  await writes();
  expect(await rowInQueue()).toContain("they wrote");
  const page = textOf((await colleague.browser.get(`/console/cases/${found.reference}`)).body);
  expect(page).toContain("The reporter wrote, and waits for an answer.");
  expect(tasks.sent).toHaveLength(1);
  await later();
  await writes("And in 2.5.");
  expect(tasks.sent).toEqual([]);
});

test("a message of a colleague or a decision that is told answers it, an automatic letter does not", async () => {
  const { caseId } = found;
  await writes();
  await later();
  expect(await waiting()).toHaveLength(1);
  const reply = { caseId, partyId: found.reporter.id, text: "Thank you, we look at 2.4 too." };
  await perform(house.context, sendMessage, analyst, reply);
  expect(await waiting()).toEqual([]);
  await later();
  await writes();
  await later();
  const rejected = { caseId, outcome: "not-relevant", reasons: ["intended"], explanation: why };
  await perform(house.context, decideRelevancy, analyst, rejected);
  await runOwed(tasks.on);
  expect(await waiting()).toEqual([]);
});

test("a colleague says that it needs no answer, once, and the next word waits again", async () => {
  await writes("Thanks!");
  await later();
  const about = { caseId: found.caseId, partyId: found.reporter.id };
  await perform(house.context, needNoAnswer, analyst, about);
  expect(await waiting()).toEqual([]);
  const again = perform(house.context, needNoAnswer, analyst, about);
  await expect(again).rejects.toMatchObject({ code: "message.waits-not" });
  await later();
  await writes();
  expect(await waiting()).toHaveLength(1);
});

test("[ALE-09] what came after the page was read is not settled with it", async () => {
  await writes("Thanks!");
  const page = `/console/cases/${found.reference}`;
  const [seen] = await waiting();
  expect((await colleague.browser.get(page)).body).toContain(`value="${seen?.newestId}"`);
  house.passSeconds(60);
  await writes("Wait: somebody uses it already.");
  const about = { partyId: found.reporter.id, newestId: seen?.newestId ?? "" };
  const deed = `${page}/deeds/need-no-answer?view=overview`;
  const refused = await colleague.browser.submit(page, about, deed);
  expect(refused.statusCode).toBe(409);
  expect(textOf(refused.body)).toContain("They wrote again meanwhile. Read that first.");
  const [now] = await waiting();
  expect(now).toMatchObject({ eventId: seen?.eventId });
  // The form that stands there now speaks of the newest word.
  expect(refused.body).toContain(`value="${now?.newestId}"`);
  await colleague.browser.submit(page, { ...about, newestId: now?.newestId ?? "" }, deed);
  expect(await waiting()).toEqual([]);
});

test("[ALE-09] a file that comes first is told of, and what follows it is not told again", async () => {
  const { caseId, reporter } = found;
  const file = { name: "trace.txt", type: "", base64: Buffer.from("a trace").toString("base64") };
  await perform(house.context, attachFiles, reporter, { caseId, files: [file] });
  await runOwed(tasks.on);
  expect(tasks.sent).toHaveLength(1);
  expect(Buffer.from(tasks.sent[0]?.raw ?? "").toString()).toContain("A party sent a file");
  await writes("It is from release 2.4.");
  expect(tasks.sent).toHaveLength(1);
});

test("what a party writes makes a case that waits for us no younger", async () => {
  const since = async () => {
    const row = await house.context.transaction(theWorker, (tx) => headOf(tx, found.caseId));
    return row?.waitingSince;
  };
  const before = await since();
  await writes();
  expect(await since()).toEqual(before);
});

test("[TH-23] a case whose words were erased waits for no answer: there is none to give", async () => {
  await close();
  await writes("Thanks!");
  const [lead, second] = [await aPerson(house, "lead"), await aPerson(house, "lead")];
  const { caseId } = found;
  const order = { caseId, subjectId: caseId, reason: "It holds data of others." };
  const { erasureId } = await orderErasure.run(house.context, lead, order);
  await confirmErasure.run(house.context, second, { caseId, erasureId });
  await runOwed(tasks.on);
  expect(await waiting()).toEqual([]);
  expect(await rowInQueue()).toBeUndefined();
});

test("what is written after the closing is among ours to do until it is answered, and its owner hears of it", async () => {
  await close();
  expect(await rowInQueue()).toBeUndefined();
  await writes("You misread me: look at line 12.");
  expect(tasks.sent).toHaveLength(1);
  expect(await rowInQueue()).toContain("Closed, they wrote");
  const page = textOf((await colleague.browser.get(`/console/cases/${found.reference}`)).body);
  expect(page).toContain("after we had closed the case");
  const about = { caseId: found.caseId, partyId: found.reporter.id };
  await perform(house.context, needNoAnswer, analyst, about);
  expect(await rowInQueue()).toBeUndefined();
});
