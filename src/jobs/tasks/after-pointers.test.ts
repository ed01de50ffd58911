import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { theWorker } from "../../../test/support/context.ts";
import {
  type MailedCase,
  type MailedHouse,
  mailedHouse,
} from "../../../test/support/mailed-house.ts";
import { readCase } from "../../actions/cases/read-case.ts";
import { decideRelevancy } from "../../actions/decisions/decide-relevancy.ts";
import { postNotice } from "../../actions/messages/post-notice.ts";
import { portalPart } from "../../actions/messages/record-reading.ts";
import { sendMessage } from "../../actions/messages/send-message.ts";
import { settleCase } from "../../actions/messages/settle-case.ts";
import { confirmPartyKey } from "../../actions/party-keys/confirm-party-key.ts";
import { agreePlain } from "../../actions/sending/agree-plain.ts";
import { sendByPortal } from "../../actions/sending/send-by-portal.ts";
import { composeMail } from "../../formats/mail/compose-mail.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { runOwed } from "../run-owed.ts";
import { sweepClocks } from "../sweep-clocks.ts";

let at: MailedHouse;

beforeAll(async () => {
  at = await mailedHouse();
});
beforeEach(() => at.begin());
afterAll(() => at.close());

/** The finder answers the newest letter of ours that asked, or the newest of all. */
async function answers(text: string, wish: Parameters<MailedHouse["aMail"]>[0] = {}) {
  const inReplyTo = (await at.toFinder())[0]?.messageId ?? null;
  await at.take(await composeMail(at.aMail({ subject: "Re:", text, inReplyTo, ...wish })));
}

async function tells({ caseId, partyId }: MailedCase, text: string, tells: "talk" | "secret") {
  const message = { caseId, partyId, text, tells, question: false };
  const { messageId } = await sendMessage.run(at.house.context, at.lead, message);
  await runOwed(at.tasks.on);
  return messageId;
}

async function asks({ caseId, partyId }: MailedCase, text: string) {
  const message = { caseId, partyId, text, question: true };
  const { messageId } = await sendMessage.run(at.house.context, at.lead, message);
  await runOwed(at.tasks.on);
  return messageId;
}

const decide = (caseId: string) =>
  decideRelevancy.run(at.house.context, at.lead, {
    ...{ caseId, outcome: "relevant", touches: ["availability"] },
    explanation: "The gateway restarts, as you wrote.",
  });

const clock = async (caseId: string, promise: string) =>
  (await at.house.context.transaction(theWorker, (tx) => clocksOf(tx, caseId)))
    .filter((each) => each.promise === promise)
    .at(-1);

const count = async (caseId: string, type: string) =>
  (await at.types(caseId)).filter((each) => each === type).length;

const written = async () => (await at.toFinder()).map(({ text }) => text).join("\n");

test("[ALE-17] what a pointer stood for is sent once they agree by mail, once, and fixes are not", async () => {
  const found = await at.aMailedCase();
  const talk = await at.write(found, "Does it need a login?");
  await tells(found, "The draft of the correction.", "secret");
  await decide(found.caseId);
  await runOwed(at.tasks.on);
  expect(await written()).not.toMatch(/login|restarts|correction/);
  await answers("AGREE\n\n> may we answer\n");
  const all = await written();
  expect(all.match(/Does it need a login\?/g)).toHaveLength(1);
  expect(all.match(/restarts, as you wrote/g)).toHaveLength(1);
  expect(all).not.toContain("correction");
  expect(await at.deliveriesOf(talk)).toMatchObject([
    { state: "sent", leaves: "pointer" },
    { state: "sent", leaves: "plain" },
  ]);
  const sent = at.tasks.sent.length;
  await answers("AGREE");
  const { caseId } = found;
  for (const agree of ["no", "yes"] as const) {
    await agreePlain.run(at.house.context, found.reporter, { caseId, agree });
    await runOwed(at.tasks.on);
  }
  expect(at.tasks.sent.length).toBe(sent);
});

test("[ALE-17] they may agree on the page of the pointer's link as well", async () => {
  const found = await at.aMailedCase();
  await at.write(found, "Does it need a login?");
  const { caseId, reporter } = found;
  await agreePlain.run(at.house.context, reporter, { caseId, agree: "yes" });
  expect(await written()).not.toContain("login");
  await runOwed(at.tasks.on);
  expect(await written()).toContain("Does it need a login?");
  expect(await at.types(caseId)).toContain("delivery.resent");
});

test("[ALE-15] once a key is confirmed, all that was pointed to is sent encrypted to it, once", async () => {
  const found = await at.aMailedCase();
  const talk = await at.write(found, "Does it need a login?");
  await tells(found, "The draft of the correction.", "secret");
  await answers("Here is my key.", { attachments: [at.keyFile(at.lasting)] });
  at.tasks.sent.length = 0;
  const { caseId } = found;
  const keyId = (await at.offeredKey(caseId))?.keyId ?? "";
  const { fingerprint } = at.lasting;
  const how = "Read out at the number we had before.";
  await confirmPartyKey.run(at.house.context, at.lead, { caseId, keyId, fingerprint, how });
  await runOwed(at.tasks.on);
  const letters = await at.toFinder();
  expect(letters.map(({ encrypted, decrypted }) => [encrypted, decrypted])).toEqual([
    [true, true],
    [true, true],
  ]);
  expect(await written()).toMatch(/login[\s\S]*correction/);
  expect(await at.deliveriesOf(talk)).toMatchObject([
    { leaves: "pointer" },
    { leaves: "encrypted" },
  ]);
  await agreePlain.run(at.house.context, found.reporter, { caseId, agree: "yes" });
  await runOwed(at.tasks.on);
  expect(await at.toFinder()).toHaveLength(2);
});

test("[ALU-05] a pointer that its reader cannot open tells no decision: the promise is kept by the words", async () => {
  const { caseId } = await at.aMailedCase();
  await decide(caseId);
  await runOwed(at.tasks.on);
  expect(await at.types(caseId)).toContain("pointer.sent");
  expect(await at.types(caseId)).not.toContain("relevancy.told");
  expect((await clock(caseId, "relevancy"))?.metAt).toBeUndefined();
  await answers("AGREE");
  expect(await count(caseId, "relevancy.told")).toBe(1);
  expect((await clock(caseId, "relevancy"))?.metAt).toBeDefined();
});

test("[ALU-07] a question is asked once its words leave: no clock stands still for a pointer, and nobody is reminded", async () => {
  const found = await at.aMailedCase();
  const { caseId } = found;
  await asks(found, "Which firmware?");
  expect(await at.types(caseId)).not.toContain("question.asked");
  expect((await clock(caseId, "status-update"))?.pausedAt).toBeUndefined();
  at.house.setClock("2026-03-19T08:00:00.000Z");
  await sweepClocks(at.house.context);
  await runOwed(at.tasks.on);
  expect(await at.types(caseId)).not.toContain("reminder.sent");
  await answers("AGREE\n\nBest regards,\nThe finder");
  expect(await count(caseId, "question.asked")).toBe(1);
  expect((await clock(caseId, "status-update"))?.pausedAt).toEqual(at.house.context.now());
  expect(await at.types(caseId)).not.toContain("question.answered");
});

test("[ALU-07] neither the word that agrees nor a mail that only brings a key answers an open question", async () => {
  const found = await at.aMailedCase();
  const { caseId, reporter } = found;
  await at.write(found, "Thank you.");
  const [asking] = await at.toFinder();
  const reply = (text: string, wish = {}) =>
    answers(text, { inReplyTo: asking?.messageId ?? null, ...wish });
  await agreePlain.run(at.house.context, reporter, { caseId, agree: "yes" });
  await runOwed(at.tasks.on);
  await asks(found, "Which firmware?");
  expect(await at.types(caseId)).toContain("question.asked");
  await agreePlain.run(at.house.context, reporter, { caseId, agree: "no" });
  await reply("I agree.");
  expect(await at.types(caseId)).toContain("plain.declined");
  await reply("Hello,\n\nHere is my public key.", { attachments: [at.keyFile(at.lasting)] });
  expect(await at.types(caseId)).toContain("party-key.offered");
  expect(await at.types(caseId)).not.toContain("question.answered");
  await reply("It is 8.10.");
  expect(await count(caseId, "question.answered")).toBe(1);
});

test("what they agree to while the pointer is on its way follows it all the same", async () => {
  const found = await at.aMailedCase();
  const { caseId, partyId, reporter } = found;
  const message = { caseId, partyId, text: "Does it need a login?", question: false };
  await sendMessage.run(at.house.context, at.lead, message);
  const { transport } = at.tasks.on;
  let agreed = false;
  const slow: typeof transport = {
    ...transport,
    async send(mail) {
      if (!agreed) {
        agreed = true;
        await agreePlain.run(at.house.context, reporter, { caseId, agree: "yes" });
        // Another worker settles it before this one has noted that the pointer left.
        const events = await at.house.context.transaction(theWorker, (tx) =>
          timelineOf(tx, caseId),
        );
        const eventId = events.find(({ type }) => type === "plain.agreed")?.eventId ?? "";
        await settleCase.run(at.house.context, theWorker, { caseId, eventId });
        await at.house.pools.worker.query("delete from outbox where task = 'settle-case'");
      }
      return transport.send(mail);
    },
  };
  await runOwed({ ...at.tasks.on, transport: slow });
  expect((await written()).match(/Does it need a login\?/g)).toHaveLength(1);
});

test("what they read on the portal is told, and does not follow by mail", async () => {
  const found = await at.aMailedCase();
  const { caseId, reporter } = found;
  await decide(caseId);
  await runOwed(at.tasks.on);
  await readCase.run(at.house.context, reporter, { caseId, what: portalPart });
  await runOwed(at.tasks.on);
  expect(await count(caseId, "relevancy.told")).toBe(1);
  at.tasks.sent.length = 0;
  await agreePlain.run(at.house.context, reporter, { caseId, agree: "yes" });
  await runOwed(at.tasks.on);
  expect(await at.toFinder()).toEqual([]);
});

test("[ALE-43] news of what we published is public, and asks for nobody's agreement", async () => {
  const { caseId, partyId } = await at.aMailedCase();
  const text = "we published SA-2026-0001:\nhttps://psirt.team.example/publications/SA-2026-0001";
  const about = at.house.context.newId();
  const notice = { caseId, partyId, about, template: "publication", subject: "Published", text };
  await postNotice.run(at.house.context, theWorker, notice);
  await runOwed(at.tasks.on);
  expect(await written()).toContain("/publications/SA-2026-0001");
  expect(await at.types(caseId)).not.toContain("pointer.sent");
});

test("a pointer names no receipt code to somebody who has none, and no page that does not open", async () => {
  const found = await at.aMailedCase();
  await at.write(found);
  await at.write(found);
  await tells(found, "The draft of the correction.", "secret");
  await agreePlain.run(at.house.context, found.reporter, { caseId: found.caseId, agree: "no" });
  await runOwed(at.tasks.on);
  await at.write(found);
  const [asking, later, fix, declined] = (await at.toFinder()).map(({ text }) => text);
  for (const text of [asking, later, fix, declined]) {
    expect(text).toContain("send us your public key");
    expect(text).not.toMatch(/receipt code|read it now|read the message on the page/);
  }
  expect(asking).toContain("We ask this once");
  expect(later).toContain("AGREE");
  expect(fix).not.toContain("AGREE");
  expect(declined).toContain("change your mind");
});

test("what was pointed to in place of a lapsed key leaves once their renewed key is there", async () => {
  const found = await at.aMailedCase(at.lapsing);
  const { caseId } = found;
  at.house.setClock("2026-04-01T08:00:00.000Z");
  const messageId = await at.write(found);
  await sendByPortal.run(at.house.context, at.lead, { caseId, messageId });
  await runOwed(at.tasks.on);
  await answers("Here is my key.", { attachments: [at.keyFile(at.lasting)] });
  const keyId = (await at.offeredKey(caseId))?.keyId ?? "";
  const { fingerprint } = at.lasting;
  const how = "Read out at the number we had before.";
  await confirmPartyKey.run(at.house.context, at.lead, { caseId, keyId, fingerprint, how });
  await runOwed(at.tasks.on);
  expect(await at.deliveriesOf(messageId)).toMatchObject([
    { state: "withheld" },
    { state: "sent", leaves: "pointer" },
    { state: "sent", leaves: "encrypted" },
  ]);
});
