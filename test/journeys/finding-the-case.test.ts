/**
 * Where a mail belongs, as a colleague meets it: a coordinator's first letter, answers that lost their
 * reference, a mail that only claims to be of a case, and how it gets there and out again.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { type MailAuthentication, notChecked } from "../../src/core/mail/authentication.ts";
import type { OutgoingMail } from "../../src/formats/mail/compose-mail.ts";
import { readMail } from "../../src/formats/mail/read-mail.ts";
import { noScanner } from "../../src/integrations/clamav/clamav-scanner.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { mustBeCleanAnywhere } from "../support/clean-page.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import {
  type BrowsingColleague,
  type StaffSite,
  staffSite,
  textOn,
} from "../support/staff-site.ts";
import { type TestTasks, testTasks, vouchedFor } from "../support/tasks.ts";
import { aMailInTray, type WaitingMail } from "../support/tray.ts";

const finder = { address: "finder@research.example" };
const coordinator = { address: "cert@coordinator.example" };

let house: TestContext;
let tasks: TestTasks;
let site: StaffSite;
let analyst: BrowsingColleague;
let says: MailAuthentication;
let report: WaitingMail;
let notice: WaitingMail;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  tasks = await testTasks(house, noScanner, async () => says);
  site = await staffSite(house, [consoleRoutes]);
  analyst = await site.signIn("analyst", "analyst");
  says = vouchedFor;
  report = await aMailInTray(house, tasks, { from: finder, subject: "A hole in your gateway" });
  notice = await aMailInTray(house, tasks, {
    ...{ from: coordinator, subject: "[VU#123456] Flaw in your product" },
    text: "We coordinate a report on your gateway. It restarts on a crafted packet.\n",
  });
});
beforeEach(() => {
  says = vouchedFor;
  house.passSeconds(60);
});
afterAll(async () => {
  await site?.close();
  await tasks?.close();
  await house.close();
});

/** Takes a mail; undefined where it opened no case. */
async function arrives(wish: Partial<OutgoingMail>): Promise<WaitingMail | undefined> {
  const known = async () => (await house.pools.worker.query("select 1 from cases")).rowCount;
  const before = await known();
  const newest = await aMailInTray(house, tasks, wish);
  return (await known()) === before ? undefined : newest;
}

async function lastLetterTo(address: string) {
  await runOwed(tasks.on);
  const raw = tasks.sent.findLast(({ to }) => to.includes(address))?.raw ?? new Uint8Array();
  return readMail(raw, { own: [], trust: [], now: house.context.now() });
}

const goTo = ({ reference }: WaitingMail, view = "") =>
  analyst.page.goto(`${site.url}/console/cases/${reference}${view}`);
const press = (name: string) => analyst.page.getByRole("button", { name, exact: true }).click();
const fold = (name: string) => analyst.page.locator("summary", { hasText: name }).click();
const shown = () => textOn(analyst.page);

test("[CC-12] a first letter with an unknown VU# opens a notice, whose letters carry the number first", async () => {
  await goTo(notice);
  expect(await shown()).toContain("Notice from a third party");
  expect(await shown()).toContain("VU#123456 CERT/CC case, the coordinator, from their mail");
  const letter = await lastLetterTo(coordinator.address);
  expect(letter.subject).toBe(`VU#123456 [${notice.reference}] We have received your notice`);
  expect(letter.text).toContain("the date on which you first tried to reach us");
  await mustBeCleanAnywhere(analyst.page);
});

test("[CC-12] two numbers in one subject lead another desk of the coordinator to the same case", async () => {
  await goTo(notice);
  await fold("Add a reference");
  await analyst.page.getByRole("textbox", { name: "Their reference" }).fill("VRF # 26-03-ABCDE");
  await press("Add their reference");
  expect(await shown()).toContain("VRF#26-03-ABCDE");
  const from = { address: "desk7@coordinator.example" };
  const subject = "More on vu 123456? VU #123456, VRF#26-03-ABCDE";
  expect(await arrives({ from, subject, text: "A second product is touched.\n" })).toBeUndefined();
  await goTo(notice, "/conversation");
  expect(await shown()).toContain("A second product is touched.");
  expect(await shown()).toContain("Taken for theirs: their domain vouches for it");
  expect(await shown()).toContain("It came from another address than the one we know");
});

test("[CC-10] an answer to the coordinator is written in the case, leaves by mail, and stays in their thread", async () => {
  await goTo(notice, "/conversation");
  await analyst.page
    .getByRole("textbox", { name: "Message to the coordinator" })
    .fill("The gateway of 2026 is not touched.");
  await press("Send message");
  // They wrote in plain, and are asked whether an answer may be plain.
  const question = await lastLetterTo(coordinator.address);
  const answers = { inReplyTo: question.messageId ?? "", subject: `Re: ${question.subject}` };
  expect(await arrives({ from: coordinator, ...answers, text: "AGREE\n" })).toBeUndefined();
  const letter = await lastLetterTo(coordinator.address);
  expect(letter.text).toContain("The gateway of 2026 is not touched.");
  expect(letter.subject).toContain(`VU#123456 VRF#26-03-ABCDE [${notice.reference}]`);
  expect(letter.from?.address).toBe("psirt@ale.example");
  await goTo(notice, "/conversation");
  expect(await shown()).toContain("The gateway of 2026 is not touched.");
  const { rows } = await house.pools.worker.query(
    `select distinct p.kind, m.direction, d.state from messages m
       join parties p on p.party_id = m.side_id join deliveries d using (message_id)
      where m.template = 'message' and m.case_id = $1`,
    [notice.caseId],
  );
  expect(rows).toEqual([{ kind: "coordinator", direction: "out", state: "sent" }]);
});

test("[CC-13] a reply without any reference, from another address, comes back by the reply address", async () => {
  const { replyTo } = await lastLetterTo(finder.address);
  says = notChecked;
  const to = [{ address: replyTo?.address ?? "" }];
  const from = { address: "me@private.example" };
  const answer = { from, to, subject: "your mail", text: "It is version 2.4.\n" };
  expect(await arrives(answer)).toBeUndefined();
  await goTo(report, "/conversation");
  expect(await shown()).toContain("It is version 2.4.");
  expect(await shown()).toContain("Taken for theirs: came to their own reply address");
});

test("a spoofed sender posts nowhere; a colleague puts the mail into the case, and takes it out again", async () => {
  says = notChecked;
  const subject = `Re: [${report.reference}] please publish today`;
  const forged = await arrives({ from: finder, subject, text: "Publish it all today.\n" });
  if (!forged) throw new Error("the mail stands in a thread");
  await goTo(report, "/conversation");
  expect(await shown()).not.toContain("Publish it all today.");
  await goTo(report);
  expect(await shown()).toContain("Mail that names this case");
  expect(await shown()).toContain(forged.reference);
  await mustBeCleanAnywhere(analyst.page);

  await goTo(forged);
  expect(await shown()).toContain("Does it belong to another case?");
  expect(await shown()).toContain("Because its subject names our reference");
  await mustBeCleanAnywhere(analyst.page);
  await fold(`Put it into ${report.reference}`);
  await analyst.page
    .getByRole("textbox", { name: "How you know" })
    .first()
    .fill("Called back: it was them.");
  await press(`Put it into ${report.reference}`);
  expect(await shown()).toContain("The mail stands in the other case");
  await mustBeCleanAnywhere(analyst.page);
  await goTo(report, "/conversation");
  expect(await shown()).toContain("Publish it all today.");
  expect(await shown()).toContain("Taken for theirs: put here by a colleague");

  await goTo(forged);
  await press("Take it out again");
  expect(await shown()).toContain("its own case waits in the tray again");
  await goTo(report, "/conversation");
  expect(await shown()).not.toContain("Publish it all today.");
});

test("[CC-13] a letter to a coordinator without a number is stopped with the reason, and can be sent all the same", async () => {
  const text =
    "A report was shared with you. Please log in to read it:\nhttps://portal.coordinator.example/r/9\n";
  const from = { address: "no-reply@coordinator.example" };
  const pointer = await arrives({ from, subject: "New report", text });
  if (!pointer) throw new Error("the mail stands in a thread");
  await goTo(pointer);
  expect(await shown()).toContain("The content is in their portal");
  expect(await analyst.page.locator('a[href*="portal.coordinator"]').count()).toBe(0);
  await mustBeCleanAnywhere(analyst.page);
  await goTo(pointer, "/conversation");
  expect(await shown()).toContain("No reference of the coordinator is known");
  await analyst.page
    .getByRole("textbox", { name: "Message to the coordinator" })
    .fill("Please send it by mail.");
  await press("Send message");
  expect(await shown()).toContain("Their system sorts mail by it");
  await analyst.page.getByLabel("Send without their reference").check();
  await press("Send message");
  expect(await shown()).toContain("The message is in the thread");
});
