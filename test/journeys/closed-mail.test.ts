/** A follow-up that nobody can open, in a real browser: read again in vain, then opened by an imported key, and its signer looked up. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { perform } from "../../src/actions/action.ts";
import { importOwnKey } from "../../src/actions/keys/import-own-key.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { composeMail } from "../../src/formats/mail/compose-mail.ts";
import { makeKeyPair, type NewKeyPair } from "../../src/formats/mail/keys.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { aColleague, theWorker } from "../support/context.ts";
import { mustBeCleanLightAndDark } from "../support/light-and-dark.ts";
import { type CaseByMail, type PostOffice, postOffice } from "../support/post-office.ts";
import {
  type BrowsingColleague,
  confirmIfAsked,
  type StaffSite,
  staffSite,
  textOn,
} from "../support/staff-site.ts";

let post: PostOffice;
let site: StaffSite;
let lead: BrowsingColleague;
let found: CaseByMail;
let ours: NewKeyPair;
let theirs: NewKeyPair;

beforeAll(async () => {
  post = await postOffice();
  await ensureHouse.run(post.house.context, theWorker, {});
  site = await staffSite(post.house, [consoleRoutes]);
  lead = await site.signIn("chief@psirt.example", "lead");
  found = await post.aCase();
  const now = new Date("2026-01-01T00:00:00Z");
  ours = await makeKeyPair({ name: "Team", email: "psirt@ale.example", now });
  theirs = await makeKeyPair({ name: "Finder", email: found.address, now });
  const subject = `Re: [${found.reference}]`;
  const mail = {
    from: { address: found.address },
    to: [{ address: "psirt@ale.example" }],
    ...{ subject, outerSubject: subject, messageId: "<closed@research.example>" },
    date: new Date("2026-03-10T07:30:00Z"),
    text: "The zebra proves it.",
  };
  const how = { encryptTo: [ours.armoredPublic], signWith: { armored: theirs.armoredPrivate } };
  await post.take(await composeMail(mail, how));
});
afterAll(async () => {
  await site?.close();
  await post?.close();
});

const conversation = () => `${site.url}/console/cases/${found.reference}/conversation`;

test("the button where it says so reads it again, and the page says why it stays closed", async () => {
  const { page } = lead;
  await page.goto(conversation());
  await page.getByRole("button", { name: "Read it again" }).click();
  await page.waitForURL("**done=read-again*");
  await runOwed(post.tasks.on);
  await page.goto(conversation());
  expect(await textOn(page)).toContain("it stays closed. The message is encrypted to none of our");
  await mustBeCleanLightAndDark(page);
});

test("with its key imported the words stand in the conversation, and their signer is looked up", async () => {
  const { page } = lead;
  const { context } = post.house;
  const armored = ours.armoredPrivate;
  await perform(context, importOwnKey, aColleague("administrator"), { armored });
  await runOwed(post.tasks.on);
  await page.goto(conversation());
  expect(await textOn(page)).toContain("The zebra proves it.");
  expect(await page.getByRole("button", { name: "Read it again" }).count()).toBe(0);
  await page.getByText("See which key signed it").click();
  const form = page.getByRole("form").filter({ hasText: "Show the key" });
  await form.getByLabel("Reason").fill("To compare it on the telephone.");
  await form.getByRole("button", { name: "Show the key" }).click();
  await page.waitForLoadState();
  await confirmIfAsked(lead);
  expect((await textOn(page)).replace(/\s/g, "")).toContain(theirs.fingerprint);
  await mustBeCleanLightAndDark(page);
  await page.getByRole("link", { name: "Back to the message" }).click();
  await page.waitForURL("**/conversation#message-*");
});
