/**
 * A report with no name and no address, in a real browser with scripts off: the receipt code opens a
 * mailbox on the portal, and words go through it in both directions. Then once more by the onion service.
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { perform } from "../../src/actions/action.ts";
import { sendMessage } from "../../src/actions/messages/send-message.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { threadOf } from "../../src/store/messages/reader.ts";
import { identityOf, partiesOf } from "../../src/store/parties/reader.ts";
import { openReceipt, portalSecretHash } from "../../src/store/parties/receipt-reader.ts";
import { portalRoutes } from "../../src/web/portal/portal-routes.tsx";
import { publicRoutes } from "../../src/web/public/public-routes.ts";
import { openBrowser } from "../support/browser.ts";
import { aPerson } from "../support/cases.ts";
import { anyone, type TestContext, testContext, theWorker } from "../support/context.ts";
import { keepKeysAndPolicy } from "../support/kept-policy.ts";
import { type TestTasks, testTasks } from "../support/tasks.ts";
import { type TestWeb, testWeb } from "../support/web.ts";

const onionHost = `${"abcdefgh234567".repeat(4)}.onion`;
let at: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let url: string;
let browser: Browser;
let visit: BrowserContext;

beforeAll(async () => {
  at = await testContext({ demonstration: false });
  await keepKeysAndPolicy(at);
  tasks = await testTasks(at);
  await ensureHouse.run(at.context, theWorker, {});
  web = await testWeb(at.context, [publicRoutes, portalRoutes], { onion: `http://${onionHost}` });
  url = await web.app.listen({ port: 0, host: "127.0.0.1" });
  browser = await openBrowser();
  visit = await browser.newContext({ javaScriptEnabled: false });
});
afterAll(async () => {
  await browser?.close();
  await web?.app.close();
  await tasks?.close();
  await at?.close();
});

async function reportWithoutName(page: Page): Promise<string> {
  await page.goto(`${url}/report`);
  await page.locator('[name="product"]').fill("Gateway");
  await page.locator('[name="description"]').fill("Whoever knows the serial number is let in.");
  await page.locator('[name="answersBy"][value="portal"]').check();
  const undertaking = page.locator('[name="accepted"]');
  if (await undertaking.count()) await undertaking.check();
  await page.getByRole("button", { name: "Send the report" }).click();
  return (await page.locator('input[name="code"]').getAttribute("value")) ?? "";
}

async function caseOf(code: string) {
  const hash = portalSecretHash(at.context, { kind: "code", secret: code });
  const found = await at.context.transaction(anyone, (tx) =>
    openReceipt(tx, hash, at.context.now()),
  );
  if (!found) throw new Error("the code opens no case");
  return found;
}

describe("[VEN-21] a mailbox without name, address or script", () => {
  let code: string;

  test("is opened by sending a report with nothing but what was found", async () => {
    const page = await visit.newPage();
    code = await reportWithoutName(page);
    expect(code).toMatch(/^[\w-]{20,40}$/);
    await runOwed(tasks.on);
    const { caseId, partyId } = await caseOf(code);
    const identity = await at.context.transaction(theWorker, (tx) =>
      identityOf(at.context, tx, partyId),
    );
    expect(identity).toMatchObject({
      name: null,
      organisation: null,
      email: null,
      telephone: null,
    });
    const [party] = await at.context.transaction(theWorker, (tx) => partiesOf(tx, caseId));
    expect(party).toMatchObject({ answersBy: "portal", nameWithheld: true });
    expect(tasks.sent).toEqual([]);
    await page.close();
  });

  test("carries words to the team and back, days later and from another browser", async () => {
    const { caseId, partyId } = await caseOf(code);
    const lead = await aPerson(at, "lead");
    const asked = { caseId, partyId, text: "Which version did you see it in?" };
    await perform(at.context, sendMessage, lead, asked);
    const other = await browser.newContext({ javaScriptEnabled: false });
    const page = await other.newPage();
    await page.goto(`${url}/portal`);
    await page.locator('input[name="code"]').fill(code.toLowerCase());
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/portal\/case/);
    const shown = await page.textContent("main");
    expect(shown).toContain("Which version did you see it in?");
    // The acknowledgement stands there, without a word of mail that never comes.
    expect(shown).toContain("ask whether you may publish, and object to a decision.");
    expect(shown).not.toContain("our mail reaches you");
    await page
      .locator('form[action="/portal/case/messages"] textarea')
      .fill("In 2.4, and in 2.3 too.");
    await page.locator('form[action="/portal/case/messages"] button[type="submit"]').click();
    await page.waitForURL(/sent=yes/);
    const thread = await at.context.transaction(lead, (tx) => threadOf(at.context, tx, caseId));
    expect(JSON.stringify(thread)).toContain("In 2.4, and in 2.3 too.");
    // Nobody asks for a name or an address: the only fields are for words, files and the time zone.
    const html = await page.locator("main").innerHTML();
    const names = [...html.matchAll(/<(?:input|textarea|select)[^>]*\bname="([^"]+)"/g)].map(
      ([, name = ""]) => name,
    );
    expect(names).toContain("text");
    expect(names.filter((name) => /mail|name$|phone/i.test(name))).toEqual([]);
    expect(tasks.sent).toEqual([]);
    await other.close();
  });

  test("is left without a trace: the next who comes finds the door shut", async () => {
    const page = await visit.newPage();
    await page.goto(`${url}/portal`);
    await page.locator('input[name="code"]').fill(code);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/portal\/case/);
    await page.locator('form[action="/portal/leave"] button').click();
    await page.goto(`${url}/portal/case`);
    expect(new URL(page.url()).pathname).toBe("/portal");
    await page.close();
  });

  test("is the same by the onion service, on whose pages nothing leads away", async () => {
    const mapped = await browser.newContext({ javaScriptEnabled: false });
    const page = await mapped.newPage();
    await page.route(`http://${onionHost}/**`, async (route) => {
      const asked = new URL(route.request().url());
      const answer = await web.app.inject({
        method: route.request().method() as "GET",
        url: `${asked.pathname}${asked.search}`,
        headers: { ...(await route.request().allHeaders()), host: onionHost },
        payload: route.request().postDataBuffer() ?? undefined,
        remoteAddress: "127.0.0.1",
      } as never);
      const headers = Object.fromEntries(
        Object.entries(answer.headers).map(([name, value]) => [name, [value].flat().join("\n")]),
      );
      await route.fulfill({ status: answer.statusCode, headers, body: answer.rawPayload });
    });
    await page.goto(`http://${onionHost}/portal`);
    const links = await page.locator("a[href], link[href], form[action]").all();
    for (const link of links) {
      const to = (await link.getAttribute("href")) ?? (await link.getAttribute("action")) ?? "";
      expect(new URL(to, page.url()).host).toBe(onionHost);
    }
    await mapped.close();
  });
});
