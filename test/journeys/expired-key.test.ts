/**
 * A reporter whose key has lapsed: nothing leaves unencrypted, a note leads to the page that takes a new
 * key, a colleague may choose to use the old one all the same, and GnuPG opens what leaves.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { takeMail } from "../../src/actions/reports/take-mail.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { portalRoutes } from "../../src/web/portal/portal-routes.tsx";
import { publicRoutes } from "../../src/web/public/public-routes.ts";
import { mustBeCleanAnywhere } from "../support/clean-page.ts";
import { anyone, type TestContext, testContext, theWorker } from "../support/context.ts";
import { type GnuPg, hasGnuPg, startGnuPg } from "../support/gnupg.ts";
import { keepKeysAndPolicy } from "../support/kept-policy.ts";
import { encryptedLetter } from "../support/letters.ts";
import {
  type BrowsingColleague,
  confirmIfAsked,
  type StaffSite,
  staffSite,
  textOn,
} from "../support/staff-site.ts";
import { type TestTasks, testTasks } from "../support/tasks.ts";

const address = "reporter@research.example";
const secret = "The overflow needs no login: frame seven-zero-niner.";

describe.skipIf(!hasGnuPg())("a reporter whose key has expired", () => {
  let house: TestContext;
  let tasks: TestTasks;
  let site: StaffSite;
  let gpg: GnuPg;
  let lead: BrowsingColleague;
  let portal: Page;
  let reference = "";
  /** The path of the link in the note. */
  let noteLink = "";
  const begin = new Date();

  beforeAll(async () => {
    house = await testContext({ demonstration: false });
    house.setClock(begin.toISOString());
    await keepKeysAndPolicy(house);
    tasks = await testTasks(house);
    await ensureHouse.run(house.context, theWorker, {});
    gpg = startGnuPg();
    site = await staffSite(house, [publicRoutes, consoleRoutes, portalRoutes]);
    portal = await (await site.browser.newContext({ javaScriptEnabled: false })).newPage();
  });
  afterAll(async () => {
    gpg?.remove();
    await site?.close();
    await tasks?.close();
    await house?.close();
  });

  const exported = (key: string) => gpg.run(["--armor", "--export", key]).out.toString();

  async function reportEncrypted(key: string): Promise<void> {
    const { status } = gpg.run(["--import"], tasks.ownKey.publicKey);
    const [, team = ""] = /IMPORT_OK \d+ ([0-9A-F]{40})/.exec(status) ?? [];
    const text = `Content-Type: text/plain\n\n${secret}\n\n${exported(key)}`.replace(/\n/g, "\r\n");
    const armored = gpg
      .run(["--armor", "--sign", "--encrypt", "--recipient", team, "--local-user", key], text)
      .out.toString("latin1");
    const raw = encryptedLetter({ from: address, subject: "...", armored });
    await takeMail.run(house.context, anyone, { raw: new Uint8Array(raw) });
    await runOwed(tasks.on);
    const { rows } = await house.pools.worker.query("select reference from cases");
    reference = rows[0].reference;
  }

  const mailsToReporter = () =>
    tasks.sent
      .filter(({ to }) => to.includes(address))
      .map(({ raw }) => Buffer.from(raw).toString());

  /** As their mail program opens it, with our signature checked. */
  function opened(raw: string): string {
    const [armored = ""] =
      /-----BEGIN PGP MESSAGE-----.+-----END PGP MESSAGE-----/s.exec(raw) ?? [];
    const { ok, status, out } = gpg.run(["--decrypt"], armored);
    expect([ok, status.includes("GOODSIG")]).toEqual([true, true]);
    return out.toString().replace(/=\r?\n/g, "");
  }

  /** The reporter's page in a window with scripts, which axe needs. */
  async function lookAtPortal(path: string): Promise<void> {
    const storageState = await portal.context().storageState();
    const context = await site.browser.newContext({ storageState });
    const page = await context.newPage();
    await page.goto(`${site.url}${path}`);
    for (const summary of await page.locator("#keys summary").all()) await summary.click();
    await mustBeCleanAnywhere(page);
    await context.close();
  }

  async function conversation(): Promise<string> {
    await lead.page.goto(`${site.url}/console/cases/${reference}/conversation`);
    return textOn(lead.page);
  }

  async function write(text: string): Promise<void> {
    const { page } = lead;
    await page.getByRole("textbox", { name: "Message to the reporter" }).fill(text);
    await page.getByRole("button", { name: "Send message" }).click();
    await page.waitForLoadState();
    await runOwed(tasks.on);
  }

  test("[ALE-44] nothing of the matter leaves: the composer says so before, and a note goes out instead", async () => {
    const old = gpg.makeKey(`Reporter <${address}>`, "future-default", "20d");
    await reportEncrypted(old);
    house.setClock(new Date(begin.getTime() + 40 * 86_400_000).toISOString());
    lead = await site.signIn("lead@psirt.example", "lead");
    tasks.sent.length = 0;
    expect(await conversation()).toContain("Not at all for now: their key has expired");
    await write("Please try build nine of the parser.");
    await conversation();
    await write("And tell us which login you used.");
    const page = await conversation();
    expect(page).toContain("Held back: their key has expired");
    await mustBeCleanAnywhere(lead.page);
    const [note = "", ...more] = mailsToReporter();
    expect(more).toEqual([]);
    expect(note).toContain("We could not encrypt to you");
    expect(note).not.toContain("parser");
    noteLink = /\/portal\/link\/[\w-]{22}/.exec(note.replace(/=\r?\n/g, ""))?.[0] ?? "";
  });

  test("a colleague chooses to encrypt one message to it all the same, and GnuPG opens it", async () => {
    await conversation();
    const { page } = lead;
    await page.getByText("Encrypt to it all the same").first().click();
    const form = page.getByRole("form", { name: "Encrypt to it all the same" }).first();
    await form.getByLabel("Why it may still be used").fill("They told us that it only lapsed.");
    await form.getByRole("button").first().click();
    await page.waitForLoadState();
    await confirmIfAsked(lead);
    expect(await textOn(page)).toContain("leaves, encrypted to it");
    tasks.sent.length = 0;
    await runOwed(tasks.on);
    const [letter = ""] = mailsToReporter();
    expect(opened(letter)).toContain("Please try build nine of the parser.");
  });

  test("the note's link leads to a page that takes a new key, and the key waits to be compared", async () => {
    expect(await conversation()).toContain("Point them to the portal");
    await portal.goto(`${site.url}${noteLink}`);
    await portal.getByRole("button", { name: "See how it stands" }).click();
    await portal.waitForLoadState();
    const page = await textOn(portal);
    expect(page).toContain("Where it stands");
    await lookAtPortal("/portal/steps");
    expect(page).not.toContain("seven-zero-niner");
    const fresh = gpg.makeKey(`Reporter <${address}>`, "future-default", "never");
    await portal.getByRole("textbox", { name: "Public key" }).fill(exported(fresh));
    await portal.getByRole("button", { name: "Send the key" }).click();
    await portal.waitForLoadState();
    expect(await textOn(portal)).toContain("Your key has arrived.");
    await runOwed(tasks.on);

    expect(await conversation()).toContain("compare the key that they offered");
    await lead.page.getByText("compare the key that they offered").click();
    await lead.page.waitForLoadState();
    await lead.page.getByText("Confirm it", { exact: true }).click();
    await mustBeCleanAnywhere(lead.page);
    expect(await textOn(lead.page)).not.toContain(fresh);
    const form = lead.page.getByRole("form", { name: "This key is theirs" });
    await form.getByLabel("Fingerprint that you were told").fill(fresh);
    await form.getByLabel("How you compared it").fill("Read out on the telephone.");
    await form.getByRole("button").first().click();
    await lead.page.waitForLoadState();
    await confirmIfAsked(lead);
    expect(await textOn(lead.page)).toContain("encrypted to this key from now on");
    tasks.sent.length = 0;
    await runOwed(tasks.on);
    const [letter = ""] = mailsToReporter();
    const text = opened(letter);
    expect(text).toContain("And tell us which login you used.");
    const letterLink = /\/portal\/letter\/[\w-]{22}/.exec(text)?.[0] ?? "";
    await portal.goto(`${site.url}${letterLink}`);
    await portal.getByRole("button", { name: "Open my report" }).click();
    await portal.waitForLoadState();
    const own = await textOn(portal);
    expect(own).toContain("Please try build nine of the parser.");
    expect(own).toContain("We encrypt our mails to");
    await lookAtPortal("/portal/case");
    expect(await conversation()).toContain(
      "Encrypted, to the key that is known to be theirs since",
    );
  });
});
