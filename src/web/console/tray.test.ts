import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { actorOf } from "../../../test/support/accounts.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { aMailInTray, type WaitingMail } from "../../../test/support/tray.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { addMember } from "../../actions/cases/add-member.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let analyst: Colleague;
let mail: WaitingMail;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  tasks = await testTasks(house);
  web = await testConsole(house);
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
});
beforeEach(async () => {
  mail = await aMailInTray(house, tasks, { subject: "Zanzibar in the gateway" });
});
afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});

const page = "/console/tray";

const sort = ({ browser }: Colleague, as: string, caseIds: readonly string[]) =>
  browser.submit(page, { as, case: caseIds as string[] });

async function trayOf({ caseId }: WaitingMail): Promise<string> {
  const { rows } = await house.pools.worker.query("select tray from cases where case_id = $1", [
    caseId,
  ]);
  return rows[0].tray;
}

test("the row says what is known and names nobody", async () => {
  const { body } = await analyst.browser.get(page);
  const text = textOf(body);
  expect(text).toContain("Zanzibar in the gateway");
  expect(text).toContain("Sender’s domain confirmed");
  expect(text).toMatch(/\d+ bytes, no files/);
  expect(body).not.toMatch(/sender-\d+@shop|shop-\d+\.example/);
});

test("a colleague outside the team sees no message and sorts none, and the try is on record", async () => {
  const outside = await aSignedIn(web, house.context, "engineer", "engineer");
  expect(textOf((await outside.browser.get(page)).body)).toContain("The tray is empty");
  const count = async () =>
    (
      await house.pools.worker.query("select 1 from access_events where actor_id = $1", [
        outside.personId,
      ])
    ).rowCount ?? 0;
  const before = await count();
  const answer = await sort(outside, "spam", [mail.caseId]);
  expect(textOf(answer.body)).toContain("One message is as before.");
  expect(textOf(answer.body)).not.toContain(mail.reference);
  expect(await trayOf(mail)).toBe("new");
  expect(await count()).toBeGreaterThan(before);
});

test("an auditor who was let into a case reads the tray and has no button that would be refused", async () => {
  const auditor = await aSignedIn(web, house.context, "auditor", "auditor");
  const lets = await actorOf(house.context, analyst.session);
  const { caseId } = mail;
  const member = { caseId, personId: auditor.personId, reason: "Looks at how mail is sorted." };
  await addMember.run(house.context, lets, member);
  const { body } = await auditor.browser.get(page);
  expect(textOf(body)).toContain("Zanzibar in the gateway");
  expect(body).not.toContain('value="spam"');
  expect(textOf((await sort(auditor, "spam", [caseId])).body)).toContain(
    "One message is as before.",
  );
  expect(await trayOf(mail)).toBe("new");
});

test("an administrator is told that they read no case", async () => {
  const administrator = await aSignedIn(web, house.context, "administrator", "administrator");
  const { body } = await administrator.browser.get(page);
  expect(body).toContain("Your account administers Parley and reads no case");
  expect(body).not.toContain("Zanzibar");
});

test("a form with nothing in it, or nonsense, changes nothing", async () => {
  for (const [as, ids] of [
    ["spam", []],
    ["", [mail.caseId]],
    ["everything", [mail.caseId]],
    ["spam", ["x"]],
  ] as const) {
    const answer = await sort(analyst, as, ids);
    expect([answer.statusCode, textOf(answer.body).includes("Choose at least one")]).toEqual([
      422,
      true,
    ]);
  }
  const recalled = await analyst.browser.submit(page, { batch: "x" }, `${page}/recall`);
  expect(recalled.statusCode).toBe(422);
  expect(await trayOf(mail)).toBe("new");
  for (const query of ["after=x_y", `after=9999_${mail.caseId}`, "sorted=x", "recalled=x"]) {
    expect((await analyst.browser.get(`${page}?${query}`)).statusCode).toBe(200);
  }
});

test("what was sorted is taken back by its batch, and a second time there is nothing left", async () => {
  const done = await sort(analyst, "misdirected", [mail.caseId]);
  const [, batch = ""] = /sorted=([0-9a-f-]{36})/.exec(String(done.headers.location)) ?? [];
  const shown = await analyst.browser.get(`${page}?sorted=${batch}`);
  expect(textOf(shown.body)).toContain("sorted: not for us, sent to the wrong place.");
  const back = await analyst.browser.submit(page, { batch }, `${page}/recall`);
  expect(back.headers.location).toBe(`${page}?recalled=1`);
  expect(await trayOf(mail)).toBe("new");
  const again = await analyst.browser.submit(page, { batch }, `${page}/recall`);
  expect(again.statusCode).toBe(422);
});

test("every page says above that nobody looks at the tray, from the policy’s minutes on", async () => {
  const says = async () =>
    textOf((await analyst.browser.get("/console/help")).body).includes(
      "Nobody has looked at mail in the intake tray for more than 4 hours.",
    );
  await house.pools.worker.query("update cases set tray = 'kept' where case_id <> $1", [
    mail.caseId,
  ]);
  house.passSeconds(4 * 3_600 - 1);
  expect(await says()).toBe(false);
  house.passSeconds(1);
  expect(await says()).toBe(true);
  await sort(analyst, "report", [mail.caseId]);
  expect(await says()).toBe(false);
});
