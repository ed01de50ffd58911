/**
 * A reporter who writes unencrypted mail and has no key and no receipt code: asked once, they get what
 * concerns their own report as it came, and nothing that is not theirs; nobody counts as told before.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assignCase } from "../../src/actions/cases/assign-case.ts";
import { decideRelevancy } from "../../src/actions/decisions/decide-relevancy.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { takeMail } from "../../src/actions/reports/take-mail.ts";
import { composeMail } from "../../src/formats/mail/compose-mail.ts";
import { type ReadMail, readMail } from "../../src/formats/mail/read-mail.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { portalRoutes } from "../../src/web/portal/portal-routes.tsx";
import { mustBeCleanAnywhere } from "../support/clean-page.ts";
import { anyone, type TestContext, testContext, theWorker } from "../support/context.ts";
import { mustBeCleanLightAndDark } from "../support/light-and-dark.ts";
import {
  type BrowsingColleague,
  type StaffSite,
  staffSite,
  textOn,
} from "../support/staff-site.ts";
import { type TestTasks, testTasks } from "../support/tasks.ts";

const finder = "finder@research.example";
const question = "Which firmware answered to the first packet?";
const fix = "The draft of the correction checks the length first.";
const reasons = "The gateway does not check the length of the first packet.";

let house: TestContext;
let tasks: TestTasks;
let site: StaffSite;
let owner: BrowsingColleague;
let link: Page;
let caseId = "";
let reference = "";
let mails = 0;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  tasks = await testTasks(house);
  site = await staffSite(house, [consoleRoutes, portalRoutes]);
  owner = await site.signIn("owner@psirt.example", "analyst");
  link = await (await site.browser.newContext()).newPage();
});
afterAll(async () => {
  await site?.close();
  await tasks?.close();
  await house?.close();
});

async function writes(text: string, inReplyTo: string | null = null): Promise<void> {
  mails += 1;
  const mail = {
    from: { address: finder },
    to: [{ address: "psirt@ale.example" }],
    subject: inReplyTo ? "Re: your message" : "A weakness in your gateway",
    messageId: `<letter-${mails}@research.example>`,
    date: house.context.now(),
    inReplyTo,
  };
  const raw = await composeMail({ ...mail, text });
  await takeMail.run(house.context, anyone, { raw: new Uint8Array(raw) });
  await runOwed(tasks.on);
}

/** What came to the finder since the last look, as their mail program reads it. */
async function inbox(): Promise<ReadMail[]> {
  const to = tasks.sent.splice(0).filter((mail) => mail.to.includes(finder));
  const keys = { own: [], trust: [tasks.ownKey.publicKey], now: house.context.now() };
  return Promise.all(to.map(({ raw }) => readMail(raw, keys)));
}

async function conversation(): Promise<string> {
  await owner.page.goto(`${site.url}/console/cases/${reference}/conversation`);
  return textOn(owner.page);
}

async function sends(text: string, how: (page: Page) => Promise<void>): Promise<void> {
  await conversation();
  const { page } = owner;
  await page.getByRole("textbox", { name: "Message to the reporter" }).fill(text);
  await how(page);
  await page.getByRole("button", { name: "Send message" }).click();
  await page.waitForURL("**done=send-message*");
  await runOwed(tasks.on);
}

let asking: ReadMail | undefined;

test("[ALE-17] a plain mail is acknowledged, and no code is spoken of that its sender does not have", async () => {
  await writes("A crafted packet restarts the gateway.");
  const [acknowledgement, ...more] = await inbox();
  expect(more).toEqual([]);
  expect(acknowledgement).toMatchObject({ encrypted: false, signature: { state: "good" } });
  expect(acknowledgement?.text).toContain("You need no encryption to talk to us.");
  expect(acknowledgement?.text).not.toContain("receipt code");
  const { rows } = await house.pools.worker.query(
    `select case_id as "caseId", reference from cases`,
  );
  ({ caseId, reference } = rows[0]);
  await assignCase.run(house.context, owner.actor, { caseId, ownerId: owner.personId });
  await runOwed(tasks.on);
  await inbox();
});

test("before they agreed a pointer goes out, and staff see that nobody was asked or told anything", async () => {
  await sends(question, (page) => page.getByLabel("We need an answer").check());
  await decideRelevancy.run(house.context, owner.actor, {
    ...{ caseId, outcome: "relevant", touches: ["availability"], explanation: reasons },
  });
  await runOwed(tasks.on);
  const pointers = await inbox();
  [asking] = pointers;
  expect(pointers).toHaveLength(2);
  for (const { text } of pointers) {
    expect(text).toContain("AGREE");
    expect(text).not.toMatch(/firmware|length of the first packet|receipt code/);
  }
  const shown = await conversation();
  expect(shown).toContain("A pointer was sent");
  expect(shown).toContain("The words wait for an agreement or a key");
  await mustBeCleanLightAndDark(owner.page);
  await owner.page.goto(`${site.url}/console/cases/${reference}`);
  const overview = await textOn(owner.page);
  expect(overview).not.toContain("our own clocks stand still");
});

test("the page of the pointer's link says what they can do, and asks for no code", async () => {
  const [path = ""] = /\/portal\/link\/\S+/.exec(asking?.text ?? "") ?? [];
  await link.goto(`${site.url}${path}`);
  if (!link.url().endsWith("/portal/steps")) await link.getByRole("button").last().click();
  await link.waitForURL("**/portal/steps");
  const page = await textOn(link);
  expect(page).toContain("May we answer you unencrypted?");
  expect(page).not.toContain("Receipt code");
  expect(page).not.toMatch(/firmware|length of the first packet/);
  await mustBeCleanAnywhere(link);
});

test("[ALE-17] [ALU-05] they agree in one word, and read question and decision; that word answers nothing", async () => {
  await writes("AGREE\n\n> there is a new message for you\n", asking?.messageId);
  const letters = await inbox();
  const text = letters.map((letter) => letter.text).join("\n");
  expect(letters).toHaveLength(2);
  expect(text).toContain(question);
  expect(text).toContain(reasons);
  const shown = await conversation();
  expect(shown).toContain("The words followed: see below");
  expect(shown).not.toContain("The words wait");
  await owner.page.goto(`${site.url}/console/cases/${reference}`);
  expect(await textOn(owner.page)).toContain("our own clocks stand still");
  const asked = letters.find((letter) => letter.text.includes(question));
  await writes("Firmware 8.10.", asked?.messageId);
  await owner.page.goto(`${site.url}/console/cases/${reference}`);
  expect(await textOn(owner.page)).not.toContain("our own clocks stand still");
});

test("what is not public stays a pointer, whatever they agreed to", async () => {
  await inbox();
  await sends(fix, (page) =>
    page
      .getByLabel("What it speaks of")
      .selectOption({ label: "Fixes, drafts, or what others told us" })
      .then(() => {}),
  );
  const [pointer, ...more] = await inbox();
  expect(more).toEqual([]);
  expect(pointer?.text).toContain("we do not send this kind of message unencrypted");
  expect(pointer?.text).not.toMatch(/draft|correction|AGREE|receipt code/);
  expect(await conversation()).toContain("The words wait for an agreement or a key");
});
