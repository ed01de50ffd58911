/** A mail that did not arrive, as its owner meets it in the console and sends it another way. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { actorOf } from "../../../test/support/accounts.ts";
import { aCase, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { assignCase } from "../../actions/cases/assign-case.ts";
import { readCase } from "../../actions/cases/read-case.ts";
import { portalPart } from "../../actions/messages/record-reading.ts";
import { sendMessage } from "../../actions/messages/send-message.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { MailNotSent } from "../../mail/outbound/transport.ts";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let owner: Colleague;
let colleague: Colleague;
let found: TestCase;
let path: string;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  owner = await aSignedIn(web, house.context, "owner", "analyst");
  colleague = await aSignedIn(web, house.context, "colleague", "analyst");
  found = await aCase(house);
  path = `/console/cases/${found.reference}`;
  await runOwed(tasks.on);
  const actor = await actorOf(house.context, owner.session);
  const { caseId } = found;
  await assignCase.run(house.context, actor, { caseId, ownerId: owner.personId });
  tasks.failNext(new MailNotSent("mail-send.permanent", 550, "550 no such user"));
  await sendMessage.run(house.context, actor, {
    ...{ caseId, partyId: found.reporter.id, text: "We look into it.", question: false },
  });
  await runOwed(tasks.on);
});

afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});

const shown = async (who: Colleague, url: string) => textOf((await who.browser.get(url)).body);

test("its owner is told above every page, and everybody on the case finds it in the list", async () => {
  expect(await shown(owner, "/console")).toContain("A mail of yours did not arrive.");
  expect(await shown(colleague, "/console")).not.toContain("did not arrive.");
  for (const who of [owner, colleague]) {
    const list = await shown(who, "/console/lost-mail");
    expect(list).toContain(`${found.reference}: Message`);
    expect(list).toContain("Could not be sent (550)");
  }
  const { body } = await owner.browser.get("/console/lost-mail?whose=mine");
  expect(body).toMatch(new RegExp(`href="${path}/conversation#message-[0-9a-f-]{36}"`));
  expect(await shown(colleague, "/console/lost-mail?whose=mine")).toContain("Every mail arrived");
});

test("beside its message stands what became of it, with time and zone", async () => {
  const page = await shown(owner, `${path}/conversation`);
  expect(page).toMatch(/Could not be sent, code 550 11 March 2026, 09:00 \S+/);
  expect(page).toContain("Send it again, or another way");
  expect(await shown(owner, `${path}/history`)).toContain("could not deliver a mail (550)");
});

test("a form without the address that its way needs comes back with the reason", async () => {
  const answer = await resend({ way: "address", address: "" });
  expect(textOf(answer.body)).toContain("that way needs one");
});

/** As the form on the page sends it. */
async function resend(fields: Record<string, string>) {
  const page = `${path}/conversation`;
  const { body } = await owner.browser.get(page);
  const deliveryId = /name="deliveryId" value="([^"]+)"/.exec(body)?.[1] ?? "";
  const deed = `${path}/deeds/resend-message?view=conversation`;
  return owner.browser.submit(page, { deliveryId, ...fields }, deed);
}

test("sent again as a pointer it leaves the list, and its party's reading is shown", async () => {
  tasks.sent.length = 0;
  expect((await resend({ way: "pointer", address: "" })).statusCode).toBe(303);
  await runOwed(tasks.on);
  expect(tasks.sent).toHaveLength(1);
  expect(await shown(owner, "/console")).not.toContain("did not arrive.");
  const page = await shown(owner, `${path}/conversation`);
  expect(page).toContain("Sent again: see below");
  expect(page).toMatch(
    /A pointer was sent 11 March 2026, 09:00 Europe\/Paris \(UTC\+01:00\) a pointer to the portal/,
  );
  expect(page).not.toContain("Read in the portal");
  const { caseId, reporter } = found;
  await readCase.run(house.context, reporter, { caseId, what: portalPart });
  await runOwed(tasks.on);
  expect(await shown(owner, `${path}/conversation`)).toMatch(
    /Read in the portal 11 March 2026, 09:00 Europe\/Paris/,
  );
  expect(await shown(owner, `${path}/history`)).toContain("opened the portal as the reporter");
});
