/** Cases without a report, and cases of other kinds, on their pages: opening, renaming, promoting, labelling. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aPerson } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { aMailInTray } from "../../../test/support/tray.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { confirmErasure } from "../../actions/retention/confirm-erasure.ts";
import { orderErasure } from "../../actions/retention/order-erasure.ts";
import { runOwed } from "../../jobs/run-owed.ts";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let analyst: Colleague;
beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
});
afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});

const finding = {
  kind: "own-finding",
  title: "Overflow found by fuzzing",
  description: "Two bytes crash the parser.",
  learned: "By the nightly fuzzing.",
};

const read = async (path: string) => textOf((await analyst.browser.get(path)).body);

/** Does a deed of the case's page, and reads the page that follows. */
async function does(path: string, deed: string, fields: Readonly<Record<string, string>>) {
  const done = await analyst.browser.submit(path, fields, `${path}/deeds/${deed}?view=overview`);
  expect(done.headers.location, textOf(done.body)).toContain(`done=${deed}`);
  return read(path);
}

test("what is missing is said at its field, and no word is lost", async () => {
  const { title, learned } = finding;
  const refused = await analyst.browser.submit("/console/new", {
    ...{ title, learned, description: "" },
  });
  expect(refused.statusCode).toBe(422);
  const told = textOf(refused.body);
  expect(told).toContain("Say what it is.");
  expect(told).toContain("Write down what is known.");
  expect(refused.body).toContain(`value="${title}"`);
  expect(refused.body).toContain(learned);
});

test("[TH-06] a case is opened by hand: a moment, then its page with what was written", async () => {
  const sent = await analyst.browser.submit("/console/new", finding);
  const moment = `${sent.headers.location}`;
  const waiting = await analyst.browser.get(moment);
  expect(waiting.headers.refresh).toMatch(/^1;url=/);
  expect(textOf(waiting.body)).toContain("The case is being opened");

  await runOwed(tasks.on);
  const opened = await analyst.browser.get(moment);
  const path = `${opened.headers.location}`;
  const page = await read(path);
  expect(page).toContain("Next: Decide whether it is relevant");
  expect(page).toContain("Two bytes crash the parser.");
  expect(page).toContain("The analyst answers for this case.");
  expect(page).not.toMatch(/reporter is owed|The reporter reads it/);

  expect(await does(path, "rename-case", { title: "Overflow in the parser" })).toContain(
    "Overflow in the parser",
  );
  expect(await does(path, "label-case", { label: "Zero day" })).toContain("zero-day");
  expect(await read("/console/search?q=label%3Azero-day")).toContain("Overflow in the parser");
});

test("an id of nothing shows the moment for a while, and says then that nothing is lost", async () => {
  const nothing = "/console/new?opened=019cdbe8-e800-72ba-bdbb-7fbe7edcca88";
  expect((await analyst.browser.get(nothing)).headers.refresh).toBeDefined();
  const late = await analyst.browser.get(`${nothing}&look=20`);
  expect(late.headers.refresh).toBeUndefined();
  expect(textOf(late.body)).toContain("What you wrote is kept and not lost.");
});

test("[ALE-22] [ALE-23] a question offers its answer, one key to become a report, and the way to support", async () => {
  const { reference } = await aMailInTray(house, tasks, { subject: "Is this a problem?" });
  const path = `/console/cases/${reference}`;
  await does(path, "keep-message", { as: "question" });
  const page = await read(path);
  expect(page).toContain("Next: Answer the question");
  const { body } = await analyst.browser.get(path);
  expect(body).toMatch(/data-key="r"[^>]*>\s*<?[^<]*It may be a vulnerability/);
  expect(page).toContain("We close your question here.");
  const reason = "It may be about a vulnerability.";
  const report = await does(path, "change-kind", { kind: "vulnerability-report", reason });
  expect(report).toContain("Next: Decide whether the report is relevant");
});

test("a case without a report is erased like any other: its title, its note and its labels are gone", async () => {
  const sent = await analyst.browser.submit("/console/new", { ...finding, title: "Erasable" });
  await runOwed(tasks.on);
  const opened = await analyst.browser.get(`${sent.headers.location}`);
  const path = `${opened.headers.location}`;
  await does(path, "label-case", { label: "quokka" });
  const caseId = new URLSearchParams(`${sent.headers.location}`.split("?")[1]).get("opened") ?? "";
  const [lead, second] = [await aPerson(house, "lead"), await aPerson(house, "lead")];
  const order = { caseId, subjectId: caseId, reason: "It names a customer." };
  const { erasureId } = await orderErasure.run(house.context, lead, order);
  await confirmErasure.run(house.context, second, { caseId, erasureId });
  await runOwed(tasks.on);

  const page = await analyst.browser.get(path);
  expect(page.statusCode).toBe(200);
  expect(page.body).not.toMatch(/Erasable|Two bytes|quokka/);
  expect(await read("/console/search?q=label%3Aquokka")).not.toContain(path.split("/").at(-1));
});
