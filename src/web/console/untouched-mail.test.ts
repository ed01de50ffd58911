/** Mails of a thread as colleagues get their originals out of the vault. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aPerson } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { theWorker } from "../../../test/support/context.ts";
import {
  aDeliveryReport,
  type CaseByMail,
  type PostOffice,
  postOffice,
} from "../../../test/support/post-office.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { erasePerson } from "../../actions/retention/erase-person.ts";
import { composeMail } from "../../formats/mail/compose-mail.ts";
import { makeKeyPair } from "../../formats/mail/keys.ts";
import { runOwed } from "../../jobs/run-owed.ts";

let post: PostOffice;
let web: TestWeb;
let lead: Colleague;
let analyst: Colleague;
let found: CaseByMail;
let page: string;

beforeAll(async () => {
  post = await postOffice();
  const { house } = post;
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  lead = await aSignedIn(web, house.context, "lead", "lead", "legal");
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  found = await post.aCase();
  page = `/console/cases/${found.reference}/conversation`;
});
afterAll(async () => {
  await web.app.close();
  await post.close();
});

async function aFollowUp(text: string, to?: string): Promise<Uint8Array> {
  const raw = await composeMail(
    {
      from: { address: found.address, name: "Zoë Müllerova" },
      to: [{ address: "psirt@ale.example" }],
      subject: `Re: [${found.reference}]`,
      outerSubject: `Re: [${found.reference}]`,
      messageId: `<${text.length}-follow-up@research.example>`,
      date: new Date("2026-03-10T09:00:00Z"),
      text,
    },
    to ? { encryptTo: [to] } : {},
  );
  await post.take(raw);
  return raw;
}

/** The ids in the form at the newest mail of the page. */
async function newestForm(who: Colleague, summary: string) {
  const { body } = await who.browser.get(page);
  const part = body.slice(body.lastIndexOf(`<summary>${summary}`));
  const value = (name: string) =>
    new RegExp(`name="${name}" value="([^"]+)"`).exec(part)?.[1] ?? "";
  return { partyId: value("partyId"), messageId: value("messageId") };
}

const reason = "The text could not be decrypted here.";
const download = (who: Colleague, ids: Record<string, string>) =>
  who.browser.submit(
    page,
    { reportId: "", reason, ...ids },
    `/console/cases/${found.reference}/deeds/open-vault?view=conversation`,
  );

test("a follow-up that no key of ours opens is downloaded as it came, with a reason that stays", async () => {
  const now = new Date("2026-01-01T00:00:00Z");
  const other = await makeKeyPair({ name: "Other", email: "other@research.example", now });
  const raw = await aFollowUp("Sealed to somebody else", other.armoredPublic);
  const ids = await newestForm(lead, "Download the untouched mail");
  const answer = await download(lead, ids);
  expect(answer.statusCode).toBe(200);
  expect(answer.rawPayload.equals(Buffer.from(raw))).toBe(true);
  expect(answer.headers["content-disposition"]).toMatch(
    new RegExp(`^attachment; filename="${found.reference}-message-[0-9a-f]{6}\\.eml"`),
  );
  const opened = (await post.timeline(found.caseId)).findLast(
    ({ type }) => type === "vault.opened",
  );
  expect(opened?.body).toEqual({ ...ids, reportId: null });
  const history = await lead.browser.get(`/console/cases/${found.reference}/history`);
  expect(textOf(history.body)).toContain(
    "downloaded an untouched mail of the thread with the reporter",
  );
});

test("without a reason, or by a role that opens no vault, it stays where it is", async () => {
  await aFollowUp("More words");
  const ids = await newestForm(lead, "Download the untouched mail");
  const refused = await download(lead, { ...ids, reason: "" });
  expect(refused.headers["content-disposition"]).toBeUndefined();
  const shown = await analyst.browser.get(page);
  expect(shown.body).not.toContain("Download the untouched mail");
  expect((await download(analyst, ids)).statusCode).toBe(403);
});

test("a mail of another case's thread is not there", async () => {
  const other = await post.aCase();
  await aFollowUp("Words of the first case");
  const { messageId } = await newestForm(lead, "Download the untouched mail");
  const answer = await lead.browser.submit(
    page,
    { partyId: other.partyId, messageId, reportId: "", reason },
    `/console/cases/${other.reference}/deeds/open-vault?view=conversation`,
  );
  expect(answer.statusCode).toBe(404);
});

test("a mail server's report is downloaded beside the mail that it is about", async () => {
  const messageId = await post.write(found);
  const raw = aDeliveryReport((await post.mailOf(messageId)).mailId);
  await post.take(raw);
  const answer = await download(lead, await newestForm(lead, "Download the server’s report"));
  expect(answer.body).toBe(raw);
});

test("once its author was erased nobody gets it any more", async () => {
  await aFollowUp("Words that name their author");
  const ids = await newestForm(lead, "Download the untouched mail");
  const { house, tasks } = post;
  const { caseId, partyId } = found;
  const chief = await aPerson(house, "lead");
  await erasePerson.run(house.context, chief, { caseId, partyId, reason: "Their request." });
  await runOwed(tasks.on);
  house.passSeconds(3600);
  await runOwed(tasks.on);
  const later = await aSignedIn(web, house.context, "later", "lead");
  const answer = await download(later, ids);
  expect(answer.headers["content-disposition"]).toBeUndefined();
  expect(textOf(answer.body)).toContain("erased");
});
