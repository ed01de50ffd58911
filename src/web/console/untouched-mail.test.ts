/** What colleagues get out of the vault of mails in a thread: originals, and who signed. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actorOf } from "../../../test/support/accounts.ts";
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
import { composeMail, type MailProtection } from "../../formats/mail/compose-mail.ts";
import { makeKeyPair, type NewKeyPair } from "../../formats/mail/keys.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { signersOf } from "../../store/messages/signers.ts";

let post: PostOffice;
let web: TestWeb;
let lead: Colleague;
let analyst: Colleague;
let found: CaseByMail;
const pageOf = ({ reference }: CaseByMail) => `/console/cases/${reference}/conversation`;

beforeAll(async () => {
  post = await postOffice();
  const { house } = post;
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  lead = await aSignedIn(web, house.context, "lead", "lead", "legal");
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  found = await post.aCase();
});
afterAll(async () => {
  await web.app.close();
  await post.close();
});

async function aFollowUp(text: string, how: MailProtection = {}): Promise<Uint8Array> {
  const raw = await composeMail(followUp(text), how);
  await post.take(raw);
  return raw;
}

const followUp = (text: string, at = found) => ({
  from: { address: found.address, name: "Zoë Müllerova" },
  to: [{ address: "psirt@ale.example" }],
  subject: `Re: [${at.reference}]`,
  outerSubject: `Re: [${at.reference}]`,
  messageId: `<${text.length}-follow-up@research.example>`,
  date: new Date("2026-03-10T09:00:00Z"),
  text,
});

/** The ids in the form at the newest mail of the page. */
async function newestForm(who: Colleague, summary: string, at = found) {
  const { body } = await who.browser.get(pageOf(at));
  const part = body.slice(body.lastIndexOf(`<summary>${summary}`));
  const value = (name: string) =>
    new RegExp(`name="${name}" value="([^"]+)"`).exec(part)?.[1] ?? "";
  return {
    partyId: value("partyId"),
    messageId: value("messageId"),
    ...(value("signerOf") ? { signerOf: value("signerOf") } : {}),
  };
}

const reason = "The text could not be decrypted here.";
const download = (who: Colleague, ids: Record<string, string>, at = found) =>
  who.browser.submit(
    pageOf(at),
    { reportId: "", reason, ...ids },
    `/console/cases/${at.reference}/deeds/open-vault?view=conversation`,
  );

test("a follow-up that no key of ours opens is downloaded as it came, with a reason that stays", async () => {
  const now = new Date("2026-01-01T00:00:00Z");
  const other = await makeKeyPair({ name: "Other", email: "other@research.example", now });
  const raw = await aFollowUp("Sealed to somebody else", { encryptTo: [other.armoredPublic] });
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
  expect(opened?.body).toEqual({ ...ids, reportId: null, what: "original" });
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
  const shown = await analyst.browser.get(pageOf(found));
  expect(shown.body).not.toContain("Download the untouched mail");
  expect((await download(analyst, ids)).statusCode).toBe(403);
});

describe("which key signed a mail of a thread", () => {
  let key: NewKeyPair;
  beforeAll(async () => {
    const now = new Date("2026-01-01T00:00:00Z");
    key = await makeKeyPair({ name: "Finder", email: found.address, now });
  });

  const signed = () => ({ signWith: { armored: key.armoredPrivate } });

  const look = async (who: Colleague, at = found) => {
    const { partyId, signerOf = "" } = await newestForm(who, "See which key signed it", at);
    return download(who, { partyId, signerOf }, at);
  };

  /** Its reporter's first mail is signed by a key that came along, so it is theirs. */
  async function aSignedCase(): Promise<CaseByMail> {
    const name = "key.asc";
    const bytes = Buffer.from(key.armoredPublic);
    const attachments = [{ name, type: "application/pgp-keys", bytes }];
    const mail = { ...followUp("A report of its own"), subject: "Another weakness", attachments };
    await post.take(await composeMail(mail, signed()));
    const { rows } = await post.house.pools.worker.query(
      `select c.case_id as "caseId", c.reference, p.party_id as "partyId"
         from cases c join parties p using (case_id) order by c.reference desc limit 1`,
    );
    return { ...rows[0], address: found.address };
  }

  test("its full fingerprint is in no page of the case, and shown once to who opens the vault", async () => {
    await aFollowUp("Signed by a key that nobody confirmed", {
      ...signed(),
    });
    for (const part of ["", "/conversation", "/names", "/history"]) {
      const { body } = await lead.browser.get(`/console/cases/${found.reference}${part}`);
      expect(body.replace(/<[^>]+>|\s/g, "")).not.toContain(key.fingerprint);
    }
    const answer = await look(lead);
    expect(answer.headers["cache-control"]).toContain("no-store");
    expect(answer.body.replace(/<[^>]+>|\s/g, "")).toContain(key.fingerprint);
    expect(textOf(answer.body)).toContain("Signed, key not known");
    expect(textOf(answer.body)).toContain(
      "It is not the key that letters to them are encrypted to",
    );
    const { body } = await lead.browser.get(`/console/cases/${found.reference}/history`);
    expect(textOf(body)).toContain("looked up which key signed a mail of the reporter");
  });

  test("a signature by their key says so, and one that does not hold only claims its key", async () => {
    const at = await aSignedCase();
    const shown = () => look(lead, at).then(({ body }) => textOf(body));
    const raw = await composeMail(followUp("These words will be altered", at), signed());
    await post.take(raw);
    expect(await shown()).toMatch(/Signature verified .*It is the key that letters to them/);
    await post.take(Buffer.from(raw).toString("latin1").replace("will be altered", "were altered"));
    expect(await shown()).toMatch(/Signature does not fit .*anybody may have written it/);
    const { body } = await look(lead, at);
    expect(body.replace(/<[^>]+>|\s/g, "")).toContain(key.fingerprint);
  });

  test("no colleague's own connection reaches it, and the rows are as their events left them", async () => {
    const { context } = post.house;
    const actor = await actorOf(context, lead.session);
    const read = context.transaction(actor, (tx) => signersOf(context, tx, found.partyId));
    await expect(read).rejects.toThrow("permission denied");
    expect(await post.unexplainedRows()).toEqual([]);
  });

  test("who may not open the vault is offered nothing", async () => {
    const { body } = await analyst.browser.get(pageOf(found));
    expect(body).toContain("Signed, key not known");
    expect(body).not.toContain("See which key signed it");
  });
});

test("a mail of another case's thread is not there", async () => {
  const other = await post.aCase();
  await aFollowUp("Words of the first case");
  const { messageId } = await newestForm(lead, "Download the untouched mail");
  const answer = await lead.browser.submit(
    pageOf(found),
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
