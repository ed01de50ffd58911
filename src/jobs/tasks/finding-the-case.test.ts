import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aPerson } from "../../../test/support/cases.ts";
import {
  anyone,
  aWednesday,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { agreesToPlain } from "../../../test/support/plain-answers.ts";
import { type TestTasks, testTasks, vouchedFor } from "../../../test/support/tasks.ts";
import { perform } from "../../actions/action.ts";
import { recordMilestone } from "../../actions/clocks/record-milestone.ts";
import { sendMessage } from "../../actions/messages/send-message.ts";
import { addReference } from "../../actions/references/add-reference.ts";
import { takeMail } from "../../actions/reports/take-mail.ts";
import { type MailAuthentication, notChecked } from "../../core/mail/authentication.ts";
import { composeMail, type OutgoingMail } from "../../formats/mail/compose-mail.ts";
import { makeKeyPair, type NewKeyPair } from "../../formats/mail/keys.ts";
import { readMail } from "../../formats/mail/read-mail.ts";
import { noScanner } from "../../integrations/clamav/clamav-scanner.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { claimsFrom, claimsOn } from "../../store/claims/reader.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { referencesOf } from "../../store/references/reader.ts";
import { runOwed } from "../run-owed.ts";

let house: TestContext;
let tasks: TestTasks;
let finder: NewKeyPair;
let says: MailAuthentication;
let analyst: Awaited<ReturnType<typeof aPerson>>;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house, noScanner, async () => says);
  analyst = await aPerson(house, "analyst");
  const now = new Date("2026-01-01T00:00:00Z");
  finder = await makeKeyPair({ name: "Finder", email: "finder@research.example", now });
});
beforeEach(() => {
  house.setClock(aWednesday);
  says = vouchedFor;
  tasks.sent.length = 0;
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

/** The sender's domain vouches for nothing, as one that has no DMARC, DKIM or SPF. */
const unproven = notChecked;

let mails = 0;
function aMail(from: string, subject: string, wish: Partial<OutgoingMail> = {}): OutgoingMail {
  mails += 1;
  return {
    from: { address: from },
    to: [{ address: "psirt@ale.example" }],
    subject,
    messageId: `<mail-${mails}@${from.split("@")[1]}>`,
    date: new Date("2026-03-11T07:30:00Z"),
    text: "A crafted packet restarts the gateway.\n",
    ...wish,
  };
}

/** Takes the mail and returns the case that it opened; undefined where it stands in a thread. */
async function take(mail: OutgoingMail, signWith?: NewKeyPair): Promise<string | undefined> {
  const before = await allCases();
  const protection = signWith ? { signWith: { armored: signWith.armoredPrivate } } : {};
  const raw = new Uint8Array(await composeMail(mail, protection));
  await takeMail.run(house.context, anyone, { raw });
  await runOwed(tasks.on);
  return (await allCases()).find((id) => !before.includes(id));
}

async function allCases(): Promise<string[]> {
  const { rows } = await house.pools.worker.query<{ id: string }>(
    "select case_id as id from cases order by reference",
  );
  return rows.map(({ id }) => id);
}

async function opened(mail: OutgoingMail, signWith?: NewKeyPair) {
  const caseId = (await take(mail, signWith)) ?? "";
  return house.context.transaction(theWorker, async (tx) => {
    const head = await headOf(tx, caseId);
    const [party] = await partiesOf(tx, caseId);
    if (!head || !party) throw new Error("the mail opened no case");
    return { caseId, head, party, partyId: party.partyId, reference: head.reference };
  });
}

const said = (caseId: string) =>
  house.context.transaction(analyst, async (tx) =>
    (await threadOf(house.context, tx, caseId))
      .filter(({ direction }) => direction === "in")
      .map(({ text, provenBy }) => [text, provenBy]),
  );

async function ask(at: { caseId: string; partyId: string }) {
  const { caseId, partyId } = at;
  await agreesToPlain(house, at);
  tasks.sent.length = 0;
  await sendMessage.run(house.context, analyst, {
    ...{ caseId, partyId, text: "Which firmware?", question: true },
    withoutReference: true,
  });
  await runOwed(tasks.on);
  const raw = tasks.sent[0]?.raw ?? new Uint8Array();
  return readMail(raw, { own: [], trust: [], now: house.context.now() });
}

const claimed = (caseId: string) =>
  house.context.transaction(analyst, async (tx) =>
    (await claimsFrom(tx, caseId)).map((claim) => [claim.caseId, claim.why, claim.partyId]),
  );

describe("a mail finds its case", () => {
  test("[CC-13] by the headers alone, when the reference is gone and nobody vouches for its domain", async () => {
    const report = await opened(aMail("finder@research.example", "A weakness"));
    const question = await ask(report);
    says = unproven;
    const answer = aMail("finder@research.example", "about it", {
      inReplyTo: question.messageId,
      text: "By headers.",
    });
    expect(await take(answer)).toBeUndefined();
    expect(await said(report.caseId)).toEqual([["By headers.", "thread"]]);
    const clocks = await house.context.transaction(theWorker, (tx) => clocksOf(tx, report.caseId));
    expect(clocks.find(({ promise }) => promise === "waiting-for-reporter")?.metAt).toBeDefined();
  });

  test("[CC-13] by the reply address that only this party was given, from whichever address", async () => {
    const report = await opened(aMail("finder@research.example", "A weakness"));
    const { replyTo } = await ask(report);
    expect(replyTo?.address).toMatch(/^psirt\+[0-9a-f]{32}@/);
    says = unproven;
    const to = [{ address: replyTo?.address.toUpperCase() ?? "" }];
    const answer = aMail("me@private.example", "no reference", { to, text: "By address." });
    expect(await take(answer)).toBeUndefined();
    expect(await said(report.caseId)).toEqual([["By address.", "reply-address"]]);
    const again = await ask(report);
    expect(again.replyTo?.address).toBe(replyTo?.address);
  });

  test("[CC-13] by the key of the party, where an answer lost everything else", async () => {
    const bytes = Buffer.from(finder.armoredPublic);
    const attachments = [{ name: "key.asc", type: "application/pgp-keys", bytes }];
    const from = "signing@research.example";
    const report = await opened(aMail(from, "A weakness", { attachments }), finder);
    says = unproven;
    expect(await take(aMail(from, "AW: weakness", { text: "By key." }), finder)).toBeUndefined();
    expect(await said(report.caseId)).toEqual([["By key.", "signature"]]);
    const other = await opened(aMail(from, "Something else"), finder);
    expect(await claimed(other.caseId)).toEqual([[report.caseId, ["party-key"], report.partyId]]);
  });

  test("[CC-12] by what a party calls it, however that is spaced, and by several in one subject", async () => {
    const report = await opened(aMail("finder@research.example", "A weakness"));
    const { caseId, partyId } = report;
    for (const reference of ["VU#123456", "vu #654321"]) {
      await addReference.run(house.context, analyst, { caseId, partyId, reference });
    }
    const subject = "News on VU# 123456, VU654321";
    expect(
      await take(aMail("finder@research.example", subject, { text: "Both." })),
    ).toBeUndefined();
    expect(await said(caseId)).toEqual([["Both.", "domain"]]);
  });

  test("[CC-11] [CC-25] letters to a party carry its references first, then ours", async () => {
    const report = await opened(aMail("finder@research.example", "A weakness"));
    const { caseId, partyId, reference } = report;
    await addReference.run(house.context, analyst, {
      caseId,
      partyId,
      reference: "VRF#26-03-ABCDE",
    });
    const { subject } = await ask(report);
    expect(subject?.startsWith(`VRF#26-03-ABCDE [${reference}] `)).toBe(true);
  });
});

describe("a mail that only claims", () => {
  test("a spoofed sender posts nowhere: the mail opens a case, and both cases say what it names", async () => {
    const report = await opened(aMail("finder@research.example", "A weakness"));
    says = { ...notChecked, dmarc: { ...vouchedFor.dmarc, verdict: "fail" } };
    const forged = aMail("finder@research.example", `Re: [${report.reference}]`, {
      text: "Please publish it all today.",
    });
    const tray = (await take(forged)) ?? "";
    expect(await said(report.caseId)).toEqual([]);
    const why = ["our-reference"];
    expect(await claimed(tray)).toEqual([[report.caseId, why, report.partyId]]);
    const shown = await house.context.transaction(analyst, (tx) => claimsOn(tx, report.caseId));
    expect(shown).toMatchObject([{ fromCaseId: tray, state: "open", why }]);
    const events = await house.context.transaction(theWorker, (tx) =>
      timelineOf(tx, report.caseId),
    );
    expect(events.map(({ type }) => type)).toContain("mail.claimed");
  });

  test("a stranger whose own domain vouches is no party for knowing a reference and a Message-ID", async () => {
    const report = await opened(aMail("finder@research.example", "A weakness"));
    const question = await ask(report);
    const stranger = aMail("stranger@elsewhere.example", `Re: [${report.reference}]`, {
      inReplyTo: question.messageId,
    });
    const tray = (await take(stranger)) ?? "";
    expect(await said(report.caseId)).toEqual([]);
    expect(await claimed(tray)).toMatchObject([
      [report.caseId, ["answers-ours", "our-reference"], null],
    ]);
  });

  test("a flood of mails that name one case fills neither its page nor its history", async () => {
    const report = await opened(aMail("finder@research.example", "A weakness"));
    says = unproven;
    for (let count = 0; count < 23; count += 1) {
      await take(aMail(`bot-${count}@flood.example`, `Re: [${report.reference}]`));
    }
    const shown = await house.context.transaction(analyst, (tx) => claimsOn(tx, report.caseId));
    expect(shown).toHaveLength(20);
  });

  test("a case that is named in the text alone is a suggestion: the same finder writes of many", async () => {
    const report = await opened(aMail("finder@research.example", "A weakness"));
    const text = `Other than ${report.reference}, this one is in the web server.`;
    const other = (await take(aMail("finder@research.example", "Another", { text }))) ?? "";
    expect(await claimed(other)).toEqual([[report.caseId, ["reference-in-text"], report.partyId]]);
  });
});

describe("a coordinator's first letter", () => {
  test("[CC-06] an unknown VU# opens a notice with its sender as coordinator, and the clock of its attempt", async () => {
    const subject = "[VU#777777] Vulnerability in your product";
    const notice = await opened(aMail("cert@coordinator.example", subject));
    expect(notice.head.kind).toBe("third-party-notice");
    expect([notice.party.kind, notice.party.pseudonym]).toEqual(["coordinator", "Coordinator"]);
    const references = await house.context.transaction(analyst, (tx) =>
      referencesOf(house.context, tx, notice.caseId),
    );
    expect(references).toMatchObject([{ text: "VU#777777", partyId: notice.partyId }]);
    const clocks = await house.context.transaction(theWorker, (tx) => clocksOf(tx, notice.caseId));
    const theirs = clocks.find(({ promise }) => promise === "coordinator-publication");
    expect(theirs?.startedAt).toEqual(new Date("2026-03-11T07:30:00Z"));
  });

  test("[CC-05] its acknowledgement carries their number and asks for the date of their first attempt", async () => {
    await opened(aMail("cert@coordinator.example", "VU#777778: a flaw"));
    const read = await readMail(tasks.sent[0]?.raw ?? new Uint8Array(), {
      ...{ own: [], trust: [], now: house.context.now() },
    });
    expect(read.subject?.startsWith("VU#777778 [PSIRT-")).toBe(true);
    expect(read.text).toContain("first tried to reach us");
  });

  test("another desk of the coordinator's domain continues it by the number", async () => {
    const notice = await opened(aMail("cert@coordinator.example", "VU#777779: a flaw"));
    const subject = "VU#777779 VRF#26-03-QQQQQ more";
    const further = aMail("analyst7@coordinator.example", subject, { text: "More." });
    expect(await take(further)).toBeUndefined();
    expect(await said(notice.caseId)).toEqual([["More.", "domain"]]);
    const known = await house.context.transaction(analyst, (tx) =>
      referencesOf(house.context, tx, notice.caseId),
    );
    expect(known.map((each) => each.text)).toEqual(["VU#777779", "VRF#26-03-QQQQQ"]);
    const elsewhere = aMail("analyst@impostor.example", "VU#777779 more", { text: "Lies." });
    expect(await take(elsewhere)).toBeDefined();
    expect(await said(notice.caseId)).toHaveLength(1);
  });

  test("a letter that only says to sign in elsewhere opens a notice, with its content marked as there", async () => {
    const text =
      "A case was shared with you. Please log in to read it:\nhttps://portal.coordinator.example/c/1\n";
    const notice = await opened(aMail("no-reply@coordinator.example", "New case", { text }));
    expect(notice.head.kind).toBe("third-party-notice");
    const { rows } = await house.pools.worker.query(
      "select channel from reports where case_id = $1",
      [notice.caseId],
    );
    expect(rows).toHaveLength(1);
  });
});

test("[CC-13] an answer to a coordinator whose number is not known is refused, until it is added or waived", async () => {
  const text = "Please sign in to read it: https://portal.coordinator.example/c/2";
  const notice = await opened(aMail("no-reply@coordinator.example", "New case", { text }));
  const { caseId, partyId } = notice;
  const answer = { caseId, partyId, text: "We look into it.", question: false };
  const send = (more: object = {}) =>
    sendMessage.run(house.context, analyst, { ...answer, ...more });
  await expect(send()).rejects.toMatchObject({ code: "message.reference-missing" });
  await send({ withoutReference: true });
  await send({ text: "On your VU#888888 we look into it." });
  await addReference.run(house.context, analyst, { caseId, partyId, reference: "VU#888888" });
  await send();
});

test("[CC-06] the date of a first attempt that the coordinator tells later moves its clock back", async () => {
  const notice = await opened(aMail("cert@coordinator.example", "VU#777780: a flaw"));
  const fact = {
    ...{ caseId: notice.caseId, what: "coordinator.contact-attempted", at: "2026-02-16T15:00:00Z" },
    ...{ partyId: notice.partyId, evidence: "Their answer of today names the day." },
  };
  await perform(house.context, recordMilestone, analyst, fact);
  const clocks = await house.context.transaction(theWorker, (tx) => clocksOf(tx, notice.caseId));
  const theirs = clocks.filter(({ promise }) => promise === "coordinator-publication");
  expect(theirs).toMatchObject([
    { startedAt: new Date("2026-02-16T15:00:00Z"), dueAt: new Date("2026-04-02T21:59:59Z") },
  ]);
});
