/** A report that was merged by mistake, taken back by the forms of the later case’s page. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aCase, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { findingsOf } from "../../../test/support/findings.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { chooseCredit } from "../identity/choose-credit.ts";
import { creditsOfCase } from "../identity/publication-guard.ts";
import { ensureHouse } from "../people/ensure-house.ts";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let lead: Colleague;
let earlier: TestCase;
let later: TestCase;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  tasks = await testTasks(house);
  web = await testConsole(house);
  lead = await aSignedIn(web, house.context, "lead", "lead");
});
afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});

beforeEach(async () => {
  earlier = await aCase(house, "a restart", { name: "Zoë Müllerova", email: "zm@harbour.example" });
  house.passSeconds(3_600);
  later = await aCase(house, "a reboot of the gateway", { email: "ak@bay.example" });
  await runOwed(tasks.on);
  house.passSeconds(60);
});

const pathOf = ({ reference }: TestCase, view = "overview") =>
  `/console/cases/${reference}${view === "overview" ? "" : `/${view}`}`;
const read = async (of: TestCase, view: string) => (await lead.browser.get(pathOf(of, view))).body;

function send(of: TestCase, deed: string, fields: Record<string, string>, view = "links") {
  return lead.browser.submit(pathOf(of, view), fields, `${pathOf(of)}/deeds/${deed}?view=${view}`);
}

const why = "The packet that you describe restarts the gateway by the length field that we mend.";
const mark = () => send(later, "mark-duplicate", { of: earlier.reference, explanation: why });
const reason = "It is another parser: the two were taken for one.";
const holds = async (of: TestCase, words: string) =>
  textOf(await read(of, "overview")).includes(`A crafted packet makes ${words}.`);

async function lettersTo({ caseId, reporter }: TestCase): Promise<string[]> {
  await runOwed(tasks.on);
  house.passSeconds(60);
  const { context } = house;
  const thread = await context.transaction(reporter, (tx) => threadOf(context, tx, caseId));
  return thread.filter(({ direction }) => direction === "out").map(({ text }) => text);
}

test("a case that was closed as a duplicate by mistake stands by itself again, with all that is its own, and its reporter is told", async () => {
  const credit = { caseId: later.caseId, choice: "handle", print: "bay-otter" } as const;
  await chooseCredit.run(house.context, later.reporter, credit as never);
  await mark();
  await send(later, "merge-report", {});
  await lettersTo(later);
  const closed = await send(later, "close-case", { reason: "duplicate" }, "overview");
  expect(closed.statusCode).toBe(303);
  const told = await lettersTo(later);
  expect(await holds(earlier, "a reboot of the gateway")).toBe(true);
  expect(JSON.stringify(await creditsOfCase(house.context, earlier.caseId))).toContain("bay-otter");
  const messages = (await read(later, "conversation")).match(/id="message-/g)?.length;

  expect((await send(later, "unmark-duplicate", { reason: "no" })).statusCode).toBe(422);
  expect((await send(later, "unmark-duplicate", { reason })).statusCode).toBe(303);
  expect(await holds(earlier, "a reboot of the gateway")).toBe(false);
  expect(JSON.stringify(await creditsOfCase(house.context, earlier.caseId))).not.toContain("otter");
  expect(textOf(await read(earlier, "history"))).toContain("shown here by mistake");
  const history = textOf(await read(later, "history"));
  for (const part of ["reopened the case", "it is no duplicate", "held it too", reason]) {
    expect(history, part).toContain(part);
  }
  expect(textOf(await read(later, "overview"))).not.toContain("Closed");
  const letters = await lettersTo(later);
  expect(letters).toHaveLength(told.length + 1);
  expect((await read(later, "conversation")).match(/id="message-/g)?.length).toBe(
    (messages ?? 0) + 1,
  );
  const clocks = await house.context.transaction(theWorker, (tx) => clocksOf(tx, later.caseId));
  expect(clocks.some(({ metAt, stoppedAt }) => !metAt && !stoppedAt)).toBe(true);
  expect(await findingsOf(house)).toEqual([]);
});

test("whoever was not told that it was known hears nothing of its being taken back", async () => {
  await mark();
  const before = (await lettersTo(later)).length;
  expect(before).toBeGreaterThan(0);
  const other = await aCase(house, "a third thing", { email: "cy@cove.example" });
  await runOwed(tasks.on);
  await send(other, "relate-case", { of: earlier.reference });
  const linkId = /name="linkId" value="([^"]+)"/.exec(await read(other, "links"))?.[1] ?? "";
  await send(other, "merge-report", { linkId });
  expect(await holds(earlier, "a third thing")).toBe(true);
  const letters = (await lettersTo(other)).length;
  expect((await send(other, "take-report-back", { linkId, reason })).statusCode).toBe(303);
  expect(await holds(earlier, "a third thing")).toBe(false);
  expect(await holds(other, "a third thing")).toBe(true);
  expect((await lettersTo(other)).length).toBe(letters);
  expect(textOf(await read(earlier, "history"))).toContain(reason);
  const again = await send(other, "take-report-back", { linkId, reason });
  expect([again.statusCode, textOf(again.body)]).toEqual([
    409,
    expect.stringContaining("That case holds no report of this one."),
  ]);
  // It may be shown there again: nothing of the first time stands in the way.
  expect((await send(other, "merge-report", { linkId })).statusCode).toBe(303);
});

test("no report is taken out of a case by who is not on both", async () => {
  await send(later, "relate-case", { of: earlier.reference });
  const linkId = /name="linkId" value="([^"]+)"/.exec(await read(later, "links"))?.[1] ?? "";
  await send(later, "merge-report", { linkId });
  for (const actor of [later.reporter, earlier.reporter]) {
    for (const table of ["case_reports", "key_wraps"]) {
      const gone = await house.context.transaction(actor, (tx) =>
        tx.run(`delete from ${table} where case_id = any ($1::uuid[])`, [
          [earlier.caseId, later.caseId],
        ]),
      );
      expect(gone, table).toBe(0);
    }
  }
  expect(await holds(earlier, "a reboot of the gateway")).toBe(true);
});
