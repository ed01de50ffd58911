/** Days that cannot be, in the forms of a case: a sentence at the field, and nothing that was typed is lost. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { testTasks } from "../../../test/support/tasks.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { fileReport } from "../../actions/reports/file-report.ts";
import { runOwed } from "../../jobs/run-owed.ts";

let house: TestContext;
let web: TestWeb;
let analyst: Colleague;
let found: TestCase;
let path: string;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  // It reached us on Wednesday, 11 March 2026, at 9 o'clock in Paris.
  found = await aCase(house);
  path = `/console/cases/${found.reference}`;
  house.passSeconds(3 * 86_400);
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

async function send(view: string, deed: string, fields: Readonly<Record<string, unknown>>) {
  const to = `${path}/deeds/${deed}?view=${view}`;
  const sent = fields as Parameters<Colleague["browser"]["submit"]>[1];
  const answer = await analyst.browser.submit(`${path}/${view}`, sent, to);
  return { status: answer.statusCode, body: answer.body, text: textOf(answer.body) };
}

const filedReferences = () =>
  house.context.transaction(theWorker, async (tx) =>
    (
      await tx.query<{ reference: string }>(
        "select c.reference from cases c join reports r on r.case_id = c.case_id where r.channel = 'support'",
      )
    ).map(({ reference }) => reference),
  );

const standing = (on: string) => ({
  outcome: "unreachable",
  words: "Nobody has answered since the report came.",
  "attempts.0.on": on,
  "attempts.0.how": "A mail, which came back",
});

test("[ALE-32] nobody was tried before their report came: the form says so, and keeps what was typed", async () => {
  const early = await send("analysis", "record-standing", standing("2026-03-09"));
  expect(early.status).toBe(422);
  expect(early.text).toContain(
    "An attempt on 2026-03-09 lies before the report, which reached us on 2026-03-11",
  );
  expect(early.body).toContain("Nobody has answered since the report came.</textarea>");
  expect(early.body).toContain('value="A mail, which came back"');
  expect((await send("analysis", "record-standing", standing("0026-03-12"))).status).toBe(422);
  expect((await send("analysis", "record-standing", standing("2026-03-11"))).status).toBe(303);
});

test("[ALE-32] whoever spoke with a colleague before the report was filed may have been tried before", async () => {
  const tasks = await testTasks(house);
  const agent = await aPerson(house, "support-agent");
  const report = { product: "OmniGate 9000", description: "It restarts.", ticket: "T-4711" };
  await perform(house.context, fileReport, agent, report);
  await runOwed(tasks.on);
  await tasks.close();
  const [reference = ""] = await filedReferences();
  const at = `/console/cases/${reference}`;
  const deed = `${at}/deeds/record-standing?view=analysis`;
  const told = await analyst.browser.submit(`${at}/analysis`, standing("2026-03-09"), deed);
  expect(told.statusCode).toBe(303);
});

test("[ALE-05] what is to be done about a flaw was not due before it was reported", async () => {
  const cause = {
    practice: "testing",
    words: "No fuzzing reached the parser.",
    followUp: "Fuzz it in every build.",
  };
  const early = await send("root-cause", "record-root-cause", { ...cause, dueOn: "2025-06-01" });
  expect(early.status).toBe(422);
  expect(early.text).toContain("lies before the case began, on 2026-03-11");
  expect(early.body).toContain("Fuzz it in every build.</textarea>");
  expect(
    (await send("root-cause", "record-root-cause", { ...cause, dueOn: "2026-03-12" })).status,
  ).toBe(303);
});

test("[CC-26] a talk may have been before the report, and not before the year 2000", async () => {
  const talk = {
    ...{ kind: "telephone", atZone: "UTC", participantIds: [analyst.personId, found.reporter.id] },
    words: "They announce a report.",
  };
  const early = await send("conversation", "record-call", { ...talk, at: "0026-03-10T09:30" });
  expect(early.status).toBe(422);
  expect(early.text).toContain("“When did it begin?” lies before the year 2000.");
  expect(early.body).toContain("They announce a report.</textarea>");
  expect(
    (await send("conversation", "record-call", { ...talk, at: "2026-03-10T09:30" })).status,
  ).toBe(303);
});
