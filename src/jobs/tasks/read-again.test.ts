/** Mails that stayed closed, and what another reading makes of them: by hand, and when a key turns up. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aPerson } from "../../../test/support/cases.ts";
import { aColleague, anyone, theWorker } from "../../../test/support/context.ts";
import { type GnuPg, hasGnuPg, startGnuPg } from "../../../test/support/gnupg.ts";
import { type CaseByMail, type PostOffice, postOffice } from "../../../test/support/post-office.ts";
import { perform } from "../../actions/action.ts";
import { openVault } from "../../actions/identity/open-vault.ts";
import { importOwnKey } from "../../actions/keys/import-own-key.ts";
import { readAgain } from "../../actions/reading/read-again.ts";
import { takeMail } from "../../actions/reports/take-mail.ts";
import { erasePerson } from "../../actions/retention/erase-person.ts";
import type { Actor } from "../../core/people/actor.ts";
import {
  composeMail,
  type MailProtection,
  type OutgoingMail,
} from "../../formats/mail/compose-mail.ts";
import { makeKeyPair, type NewKeyPair } from "../../formats/mail/keys.ts";
import { readWithAgent } from "../../formats/mail/read-with-agent.ts";
import { gpgAgent } from "../../integrations/gnupg/gpg-agent.ts";
import { attachmentsOf } from "../../store/attachments/reader.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { titleOf } from "../../store/cases/title-reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { identityOf } from "../../store/parties/reader.ts";
import { reportsOf } from "../../store/reports/reader.ts";
import { keysOfCase } from "../../store/sealing/object-keys.ts";
import { findCases } from "../../store/search/case-finder-reader.ts";
import { runOwed } from "../run-owed.ts";
import type { TaskContext } from "../task-context.ts";
import { readAgain as readAgainTask } from "./read-again.ts";

const made = new Date("2026-01-01T00:00:00Z");

let post: PostOffice;
let lead: Actor;
let finder: NewKeyPair;
beforeAll(async () => {
  post = await postOffice();
  lead = await aPerson(post.house, "lead");
  finder = await makeKeyPair({ name: "Finder", email: "finder@lab.example", now: made });
});
afterAll(() => post.close());

/** A key of ours from before, that this installation does not have. */
const anOldKey = (email = "psirt@ale.example") => makeKeyPair({ name: "Team", email, now: made });

let mails = 0;
async function aMail(
  subject: string,
  text: string,
  how: MailProtection,
  more: Partial<OutgoingMail> = {},
): Promise<Uint8Array> {
  mails += 1;
  const mail = {
    from: { address: "finder@lab.example", name: "Finder" },
    to: [{ address: "psirt@ale.example" }],
    subject,
    outerSubject: subject.startsWith("Re:") ? subject : "...",
    messageId: `<closed-${mails}@lab.example>`,
    date: new Date("2026-03-10T07:30:00Z"),
    text,
    attachments: [
      { name: `proof-${mails}.txt`, type: "text/plain", bytes: Buffer.from(`proof ${mails}`) },
    ],
    ...more,
  };
  return composeMail(mail, how);
}

async function newestCase(): Promise<CaseByMail & { reportId: string }> {
  const { rows } = await post.house.pools.worker.query(
    `select c.case_id as "caseId", c.reference, p.party_id as "partyId", r.report_id as "reportId"
       from cases c join parties p using (case_id) join reports r using (case_id)
      order by c.reference desc limit 1`,
  );
  return { ...rows[0], address: "finder@lab.example" };
}

const seen = (caseId: string) =>
  post.house.context.transaction(lead, async (tx) => {
    const { context } = post.house;
    const keys = await keysOfCase(context, tx, caseId);
    const [report] = await reportsOf(tx, caseId, keys);
    const files = (await attachmentsOf(tx, caseId, keys)).map(({ name }) => name);
    const head = await headOf(tx, caseId);
    if (!report || !head) throw new Error("no case");
    return {
      ...{ report, files, title: titleOf(head, keys) },
      thread: (await threadOf(context, tx, caseId)).filter(({ direction }) => direction === "in"),
    };
  });

async function readings(caseId: string) {
  const all = (await post.timeline(caseId)).filter(({ type }) => type.startsWith("reading."));
  return all.toReversed().map(({ type, body }) => [type, body] as const);
}

const ask = (caseId: string, objectId: string, actor = lead) =>
  perform(post.house.context, readAgain, actor, { caseId, objectId });

const bring = (key: NewKeyPair) =>
  perform(post.house.context, importOwnKey, aColleague("administrator"), {
    armored: key.armoredPrivate,
  });

const refusal = (code: string) => expect.objectContaining({ name: "Refusal", code });

async function originalOf(caseId: string, partyId: string, ids: Record<string, string>) {
  const reason = "To compare it with what came.";
  const input = openVault.input.parse({ caseId, partyId, reason, ...ids });
  const answer = (await openVault.run(post.house.context, lead, input)) as { archive: string };
  return Buffer.from(answer.archive, "base64");
}

describe("a report to a key that is not here", () => {
  let key: NewKeyPair;
  let raw: Uint8Array;
  let at: Awaited<ReturnType<typeof newestCase>>;
  beforeAll(async () => {
    key = await anOldKey();
    const how = { encryptTo: [key.armoredPublic], signWith: { armored: finder.armoredPrivate } };
    raw = await aMail("Gateway restarts", "A quokkafinch restarts the gateway.", how);
    await post.take(raw);
    at = await newestCase();
  });

  test("stays closed when it is read again without one, and that is said with its reason", async () => {
    expect((await seen(at.caseId)).report).toMatchObject({ decrypted: false, signature: "none" });
    await ask(at.caseId, at.reportId);
    await ask(at.caseId, at.reportId);
    await runOwed(post.tasks.on);
    const askedBy = (lead as { id: string }).id;
    expect(await readings(at.caseId)).toEqual([
      ["reading.asked", { reportId: at.reportId }],
      [
        "reading.closed",
        { reportId: at.reportId, askedBy, why: "decrypt.no-key", before: ["decrypt.no-key"] },
      ],
    ]);
    expect((await seen(at.caseId)).report.decrypted).toBe(false);
  });

  test("opens by itself once its key is imported: words, files, signer, title, search", async () => {
    const before = await seen(at.caseId);
    await bring(key);
    await runOwed(post.tasks.on);
    const { report, files, title } = await seen(at.caseId);
    expect(report).toMatchObject({ encrypted: true, decrypted: true, signature: "unknown-key" });
    expect(report.content.fields.description).toContain("A quokkafinch restarts the gateway.");
    expect(report.content.problems).toEqual([]);
    expect(title).toBe("Gateway restarts");
    expect(files).toEqual([...before.files, `proof-${mails}.txt`]);
    const { context } = post.house;
    const found = await context.transaction(theWorker, (tx) => identityOf(context, tx, at.partyId));
    expect(found?.signer).toEqual({ kind: "openpgp", fingerprint: finder.fingerprint });
    const matches = await context.transaction(lead, (tx) => findCases(context, tx, "quokkafinch"));
    expect(matches).toEqual([at.caseId]);
  });

  test("leaves its original as it came, and what was said before in the history", async () => {
    const original = await originalOf(at.caseId, at.partyId, { reportId: at.reportId });
    expect(original.equals(Buffer.from(raw))).toBe(true);
    expect((await readings(at.caseId)).at(-1)).toEqual([
      "reading.opened",
      expect.objectContaining({ before: ["decrypt.no-key"], problems: [], why: null }),
    ]);
    expect(await post.unexplainedRows()).toEqual([]);
  });

  test("is done once: open it is not read again, and nothing is added by a job that runs twice", async () => {
    const before = [await seen(at.caseId), await readings(at.caseId)];
    await expect(ask(at.caseId, at.reportId)).rejects.toEqual(refusal("reading.open"));
    const job = { task: "read-again", caseId: at.caseId, subjectId: at.reportId } as const;
    await readAgainTask(post.tasks.on, job);
    expect([await seen(at.caseId), await readings(at.caseId)]).toEqual(before);
  });
});

describe("a mail of a thread", () => {
  test("opens with a key that is imported later, its author under the pseudonym and its key in the vault", async () => {
    await post.take(await aMail("Another weakness", "First words.", {}));
    const at = await newestCase();
    const key = await anOldKey("old-psirt@ale.example");
    const how = { encryptTo: [key.armoredPublic], signWith: { armored: finder.armoredPrivate } };
    const raw = await aMail(`Re: [${at.reference}]`, "Zebra words, yours finder@lab.example", how);
    await post.take(raw);
    const [closed] = (await seen(at.caseId)).thread;
    expect(closed).toMatchObject({ text: "", decrypted: false, signature: "none" });
    await bring(key);
    await runOwed(post.tasks.on);
    const [open] = (await seen(at.caseId)).thread;
    expect(open).toMatchObject({
      text: "Zebra words, yours [Reporter]",
      ...{ decrypted: true, encrypted: true, signature: "unknown-key" },
    });
    expect(open?.problems ?? []).not.toContain("decrypt.no-key");
    const { messageId = "" } = open ?? {};
    const input = { caseId: at.caseId, partyId: at.partyId, reason: "To compare the keys." };
    const vault = await perform(post.house.context, openVault, lead, {
      ...input,
      signerOf: messageId,
    });
    expect(vault).toMatchObject({ signed: { fingerprint: finder.fingerprint } });
    const original = await originalOf(at.caseId, at.partyId, { messageId });
    expect(original.equals(Buffer.from(raw))).toBe(true);
    // By itself a reading that changes nothing is no news.
    expect((await readings(at.caseId)).map(([type]) => type)).toEqual(["reading.opened"]);
    expect(await post.unexplainedRows()).toEqual([]);
  });

  test("whose author was erased is not read again, by hand or by itself", async () => {
    const key = await anOldKey("older-psirt@ale.example");
    const how = { encryptTo: [key.armoredPublic] };
    const mail = { from: { address: "gone@lab.example" } };
    await post.take(await aMail("A weakness to be forgotten", "Words.", how, mail));
    const { caseId, partyId, reportId } = await newestCase();
    const chief = await aPerson(post.house, "lead");
    await erasePerson.run(post.house.context, chief, { caseId, partyId, reason: "Their request." });
    await runOwed(post.tasks.on);
    post.house.passSeconds(3600);
    await runOwed(post.tasks.on);
    await expect(ask(caseId, reportId)).rejects.toEqual(refusal("content.erased"));
    await bring(key);
    await runOwed(post.tasks.on);
    expect(await readings(caseId)).toEqual([]);
    expect((await seen(caseId)).report.decrypted).toBe(false);
  });

  test("what was read whole, or is no mail of the case, is refused", async () => {
    await post.take(await aMail("A third weakness", "Words.", {}));
    const at = await newestCase();
    await expect(ask(at.caseId, at.reportId)).rejects.toEqual(refusal("reading.open"));
    await expect(ask(at.caseId, at.partyId)).rejects.toEqual(refusal("reading.unknown"));
    const auditor = await aPerson(post.house, "auditor");
    const asked = ask(at.caseId, at.reportId, auditor);
    await expect(asked).rejects.toMatchObject({ name: "Refusal" });
  });
});

describe.skipIf(!hasGnuPg())("a mail to a key in a gpg-agent", () => {
  let team: GnuPg;
  let raw: Buffer;
  beforeAll(() => {
    team = startGnuPg();
    const key = team.makeKey("Team <psirt@ale.example>", "default", "never", "20260101T000000");
    const then = ["--faked-system-time", "20260310T070000"];
    const sealed = team.run([...then, "--armor", "--encrypt", "-r", key], "for the agent\n").out;
    const head = [
      "From: Finder <finder@lab.example>",
      "To: psirt@ale.example",
      "Subject: For the agent",
      "Date: Tue, 10 Mar 2026 07:30:00 +0000",
      "Message-ID: <agent@lab.example>",
      "",
    ];
    raw = Buffer.from(
      `${head.join("\r\n")}\r\n${sealed.toString("latin1").replace(/\n/g, "\r\n")}`,
    );
  });
  afterAll(() => team.remove());

  /** The tasks with an agent that is away, or back. */
  function through(deadlineMs: number): TaskContext {
    const { on } = post.tasks;
    const agent = gpgAgent({ home: team.home, deadlineMs });
    const read = readWithAgent((...args) => on.mailReader.read(...args), agent);
    return { ...on, mailReader: { ...on.mailReader, read } };
  }

  test("that came while the agent was away says so, and opens once it is back", async () => {
    const away = through(1);
    await takeWith(away, raw);
    const at = await newestCase();
    const closed = (await seen(at.caseId)).report;
    expect(closed.content.problems).toContain("mail.agent-unavailable");
    await ask(at.caseId, at.reportId);
    await runOwed(away);
    expect((await readings(at.caseId)).at(-1)).toEqual([
      "reading.closed",
      expect.objectContaining({ why: "mail.agent-unavailable" }),
    ]);
    await ask(at.caseId, at.reportId);
    await runOwed(through(20_000));
    const { report } = await seen(at.caseId);
    expect(report.decrypted).toBe(true);
    expect(report.content.fields.description).toContain("for the agent");
    expect(report.content.problems).toEqual([]);
  });
});

async function takeWith(on: TaskContext, raw: Uint8Array): Promise<void> {
  await takeMail.run(post.house.context, anyone, { raw: new Uint8Array(raw) });
  await runOwed(on);
}
