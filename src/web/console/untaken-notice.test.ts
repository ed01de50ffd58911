/** The banner of an urgent case that nobody took: to whom it shows, where, since when, and what ends it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { countingStatements, type Statements } from "../../../test/support/statements.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { dismissSignal } from "../../actions/facts/answer-signal.ts";
import { setOnCall } from "../../actions/glass/set-on-call.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import type { Actor } from "../../core/people/actor.ts";
import type { StaffRole } from "../../core/people/roles.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { sweepUntaken } from "../../jobs/sweep-duty.ts";
import { unownedFor } from "../../store/duty/duty-list-reader.ts";
import { principalsOf } from "../../store/transaction.ts";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let statements: Statements;
let lead: Colleague;
let onCall: Colleague;
let analyst: Colleague;
let outsider: Colleague;
let found: TestCase;

beforeAll(async () => {
  house = await testContext();
  statements = countingStatements(house.pools);
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  lead = await aSignedIn(web, house.context, "lead", "lead");
  onCall = await aSignedIn(web, house.context, "one on call", "analyst");
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  // A lead who is on no case: of no team that sees every case.
  outsider = await aSignedIn(web, house.context, "outsider", "lead");
  const leaves = "delete from team_members where person_id = $1";
  await house.pools.worker.query(leaves, [outsider.personId]);
  const leading = await staffOf(lead, "lead");
  const until = new Date(+house.context.now() + 20 * 86_400_000).toISOString();
  await perform(house.context, setOnCall, leading, { personId: onCall.personId, line: 1, until });
});
afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});

/** The colleague as the actor of a deed, signed in a moment ago. */
async function staffOf({ personId }: Colleague, role: StaffRole): Promise<Actor> {
  const { rows } = await house.pools.worker.query<{ id: string }>(
    "select team_id as id from team_members where person_id = $1",
    [personId],
  );
  const groupIds = rows.map(({ id }) => id);
  return { kind: "staff", id: personId, name: "", roles: [role], groupIds, steppedUp: true };
}

const page = async (who: Colleague, url = "/console") => textOf((await who.browser.get(url)).body);
const untaken = () => `Urgent: nobody has taken ${found.reference}.`;

async function afterMinutes(minutes: number): Promise<void> {
  house.passSeconds(minutes * 60);
  await sweepUntaken(house.context);
  await runOwed(tasks.on);
}

test("[ALE-08] an urgent case that nobody took in the policy's minutes stands above every page of who is on call, and of leads", async () => {
  found = await aCase(house, "a restart", { exploited: "yes" });
  await runOwed(tasks.on);
  await afterMinutes(29);
  expect(await page(onCall)).not.toContain("Urgent: nobody has taken");
  await afterMinutes(1);
  for (const who of [onCall, lead]) {
    for (const url of ["/console", "/console/due", "/console/letters", "/console/help"]) {
      expect([url, await page(who, url)]).toEqual([url, expect.stringContaining(untaken())]);
    }
  }
  expect(await page(onCall)).toMatch(/a report says that it is exploited, since 11 March 2026/);
  // The page of duty lists them itself.
  expect(await page(lead, "/console/duty")).not.toContain(untaken());
});

test("nobody else is told of it: neither who is not on duty, nor who may not read the case", async () => {
  expect(await page(analyst)).not.toContain("Urgent: nobody has taken");
  expect(await page(outsider)).not.toContain("Urgent: nobody has taken");
});

test("it costs no page a statement, is read aloud, and takes the case with one key", async () => {
  const counted = async (who: Colleague) =>
    (await statements.during(() => who.browser.get("/console/due"))).count;
  expect(await counted(onCall)).toBe(await counted(analyst));
  const { body } = await onCall.browser.get("/console/due");
  expect(body).toMatch(/class="notice notice-danger" role="alert"/);
  expect(body).toMatch(/<button[^>]*data-key="! t"[^>]*>.*?Take PSIRT/);
});

test("an attack that a colleague called none is no reason to wake anybody, and the banner goes", async () => {
  const other = await aCase(house, "a hang", { exploited: "yes" });
  await runOwed(tasks.on);
  await afterMinutes(31);
  expect(await page(lead)).toContain("And one more");
  const { rows } = await house.pools.worker.query<{ body: string }>(
    "select body from events where case_id = $1 and type = 'report.received'",
    [other.caseId],
  );
  const { reportId } = JSON.parse(rows[0]?.body ?? "{}") as { reportId: string };
  const reason = "They meant another product.";
  const signal = { caseId: other.caseId, reportId, kind: "attack-observed" };
  await perform(house.context, dismissSignal, await staffOf(lead, "lead"), { ...signal, reason });
  expect(await page(lead)).not.toContain("And one more");
});

test("[ALE-08] it is taken from the banner, and then it is gone for all", async () => {
  const path = `/console/cases/${found.reference}`;
  const answer = await onCall.browser.submit(
    "/console/due",
    { ownerId: onCall.personId },
    `${path}/deeds/assign-case?view=overview`,
  );
  expect(answer.headers.location).toBe(`${path}?done=assign-case`);
  for (const who of [onCall, lead]) expect(await page(who)).not.toContain("nobody has taken");
});

test("five cases that turned out to be no attack hide none that came after them", async () => {
  await house.pools.worker.query("update cases set closed_at = now(), lane = 3");
  for (let count = 0; count < 5; count += 1) {
    await aCase(house, "a halt", { exploited: "yes" });
    house.passSeconds(60);
  }
  await runOwed(tasks.on);
  await afterMinutes(31);
  const { rows } = await house.pools.worker.query<{ body: string; caseId: string }>(
    `select e.body, e.case_id as "caseId" from events e join cases c using (case_id)
      where e.type = 'report.received' and c.closed_at is null`,
  );
  for (const { body, caseId } of rows) {
    const { reportId } = JSON.parse(body) as { reportId: string };
    const signal = { caseId, reportId, kind: "attack-observed" };
    const reason = "They meant another product.";
    await perform(house.context, dismissSignal, await staffOf(lead, "lead"), { ...signal, reason });
  }
  expect(await page(lead)).not.toContain("Urgent: nobody has taken");
  found = await aCase(house, "a true attack", { exploited: "yes" });
  await runOwed(tasks.on);
  await afterMinutes(31);
  expect(await page(lead)).toContain(untaken());
});

test("the list of duty begins with what may be urgent, however many older cases nobody owns", async () => {
  await house.pools.worker.query("update cases set closed_at = now(), lane = 3");
  await aCase(house, "an old matter");
  house.passSeconds(60);
  const { caseId } = await aCase(house, "an attack", { exploited: "yes" });
  await runOwed(tasks.on);
  const reader = await staffOf(lead, "lead");
  const listed = await house.context.transaction(reader, (tx) =>
    unownedFor(tx, principalsOf(reader), ["critical"], 1),
  );
  expect(listed.map((row) => row.caseId)).toEqual([caseId]);
});
