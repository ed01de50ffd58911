/** The support desk in a real browser: an agent asks with a ticket, an analyst answers, and it goes on as a report. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { perform } from "../../src/actions/action.ts";
import { addCustomer, addEntitlement } from "../../src/actions/customers/customer-deeds.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { mustBeCleanAnywhere } from "../support/clean-page.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { picture } from "../support/picture.ts";
import {
  type BrowsingColleague,
  type StaffSite,
  staffSite,
  textOn,
} from "../support/staff-site.ts";
import { type TestTasks, testTasks } from "../support/tasks.ts";

let house: TestContext;
let tasks: TestTasks;
let site: StaffSite;
let agent: BrowsingColleague;
let analyst: BrowsingColleague;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  site = await staffSite(house, [consoleRoutes]);
  agent = await site.signIn("support agent", "support-agent");
  analyst = await site.signIn("analyst", "analyst");
  for (const { context } of [agent, analyst]) context.setDefaultTimeout(60_000);
  const customer = { name: "Harbour Telecom" };
  const { customerId } = await perform(house.context, addCustomer, agent.actor, customer);
  const level = { customerId, level: "Gold", validUntil: "2099-12-31" };
  await perform(house.context, addEntitlement, agent.actor, level);
});
afterAll(async () => {
  await site?.close();
  await tasks.close();
  await house.close();
});

test("[ALE-20] [ALE-21] [ALE-22] a question from the support desk is answered, and becomes a report", async () => {
  const { page } = agent;
  const filed = `${site.url}/console/filed`;

  // Given a customer of whom the catalogue knows the contract
  await page.goto(filed);
  await page.getByLabel("Look up the customer").fill("harbour");
  await page.getByRole("button", { name: "Look up" }).click();
  await page.getByRole("link", { name: "File for Harbour Telecom" }).click();
  await page.waitForLoadState();
  expect(await textOn(page)).toContain("Gold for everything until 2099-12-31.");

  // When the agent asks for them, with a ticket and a file
  const form = page.getByRole("form", { name: "File the report" });
  await form.getByLabel("What the customer brings").selectOption("question");
  await form.getByLabel("Ticket number").fill("INC 0042-17");
  await form.getByLabel("Product or service").fill("OmniGate 9000");
  const words = "Is it a security problem that any phone may read the directory?";
  await form.getByLabel("What the customer found").fill(words);
  const file = { name: "directory.txt", mimeType: "text/plain", buffer: Buffer.from("a list") };
  await form.getByLabel("Files").setInputFiles(file);
  await mustBeCleanAnywhere(page);
  await picture(agent.page, "file-a-report");
  await form.getByRole("button", { name: "File the report" }).click();
  await page.waitForLoadState();
  expect(await textOn(page)).toContain("The report is with the team");
  await runOwed(tasks.on);

  // Then an analyst finds it by the ticket, and sees no contract
  await analyst.page.goto(`${site.url}/console/search?q=0042-17`);
  const reference = /PSIRT-\d{4}-\d{4}/.exec(await textOn(analyst.page))?.[0];
  const path = `${site.url}/console/cases/${reference}`;
  await analyst.page.goto(path);
  const seen = await textOn(analyst.page);
  expect(seen).toContain("INC 0042-17");
  expect(seen).toContain("directory.txt");
  expect(seen).not.toContain("Gold");

  // And takes the question up as a report
  await analyst.page.goto(path);
  await analyst.page
    .getByRole("form", { name: "It is a report" })
    .getByRole("button")
    .first()
    .click();
  await analyst.page.waitForLoadState();

  // And answers the desk on its own thread
  await analyst.page.goto(`${path}/conversation`);
  const answer = "It is: the directory asks nobody who they are. We take it up.";
  const letter = analyst.page.getByRole("textbox", { name: /Message to .*support desk/i });
  const desk = analyst.page.getByRole("form").filter({ has: letter });
  await letter.fill(answer);
  await desk.getByRole("button", { name: "Send message" }).click();
  await analyst.page.waitForLoadState();
  await runOwed(tasks.on);

  // Then the agent finds it by the ticket and reads the answer
  await page.goto(filed);
  await page.getByLabel("Your ticket number").fill("inc0042-17");
  await page.getByRole("button", { name: "Find" }).click();
  await page.waitForLoadState();
  expect(await textOn(page)).toContain("1 message");
  await page.getByRole("link", { name: /^PSIRT-/ }).click();
  await page.waitForLoadState();
  const ticket = await textOn(page);
  expect(ticket).toContain("Your ticket INC 0042-17");
  expect(ticket).toContain(answer);
  expect(ticket).toContain("Contract Gold for everything until 2099-12-31.");
  await mustBeCleanAnywhere(page);
  await picture(agent.page, "filed-report-answered");
  const [found] = await house.context.transaction(theWorker, (tx) =>
    tx.query<{ kind: string }>("select kind from cases"),
  );
  expect(found).toEqual({ kind: "vulnerability-report" });
  expect((await page.goto(path))?.status()).toBe(404);
});
