import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import type { Actor } from "../../core/people/actor.ts";
import { readMail } from "../../formats/mail/read-mail.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { MailNotSent } from "../../mail/outbound/transport.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { mailsOfCase } from "../../store/messages/delivery-reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { readCase } from "../cases/read-case.ts";
import { agreePlain } from "../sending/agree-plain.ts";
import { portalPart } from "./record-reading.ts";
import { resendMessage } from "./resend-message.ts";
import { sendMessage } from "./send-message.ts";

const secret = "Set the frobnicator to zero";

let house: TestContext;
let tasks: TestTasks;
let analyst: Extract<Actor, { kind: "staff" }>;
let at: TestCase;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  analyst = await aPerson(house, "analyst");
});
beforeEach(async () => {
  at = await aCase(house);
  await runOwed(tasks.on);
  tasks.sent.length = 0;
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

/** A letter that the finder's server refused. */
async function aLostLetter(): Promise<{ messageId: string; deliveryId: string }> {
  tasks.failNext(new MailNotSent("mail-send.permanent", 550, "550 no"));
  const { messageId } = await sendMessage.run(house.context, analyst, {
    ...{ caseId: at.caseId, partyId: at.reporter.id, text: secret, question: false },
  });
  await runOwed(tasks.on);
  const [mail] = await mailsOf(messageId);
  if (mail?.state !== "failed") throw new Error("it was not lost");
  return { messageId, deliveryId: mail.deliveryId };
}

const mailsOf = async (messageId: string) =>
  (await house.context.transaction(analyst, (tx) => mailsOfCase(house.context, tx, at.caseId))).get(
    messageId,
  ) ?? [];

const resend = (
  deliveryId: string,
  how: { way: "same" | "pointer" | "address"; address?: string },
) => resendMessage.run(house.context, analyst, { caseId: at.caseId, deliveryId, ...how });

async function lastLetter() {
  const raw = tasks.sent.at(-1)?.raw ?? new Uint8Array();
  return readMail(raw, { own: [], trust: [], now: house.context.now() });
}

test("a lost message is sent again as a pointer, and is read in the portal by its party alone", async () => {
  const { messageId, deliveryId } = await aLostLetter();
  await resend(deliveryId, { way: "pointer" });
  await runOwed(tasks.on);
  const letter = await lastLetter();
  expect(letter.text).toMatch(/portal/);
  expect(letter.text).not.toContain("frobnicator");
  const [lost, again] = await mailsOf(messageId);
  expect(lost).toMatchObject({ state: "failed", resent: true });
  expect(again).toMatchObject({ state: "sent", way: "pointer", resends: deliveryId });
  expect(again?.mailId).not.toBe(lost?.mailId);
  // Colleagues who look at the thread read it for nobody.
  await readCase.run(house.context, analyst, { caseId: at.caseId, what: "conversation" });
  await readCase.run(house.context, at.reporter, { caseId: at.caseId, what: "evidence" });
  await runOwed(tasks.on);
  expect(await readAt(messageId)).toBeNull();
  const now = house.context.now();
  await readCase.run(house.context, at.reporter, { caseId: at.caseId, what: portalPart });
  house.passSeconds(3600);
  await runOwed(tasks.on);
  expect(await readAt(messageId)).toEqual(now);
});

const readAt = async (messageId: string) => {
  const { context } = house;
  const thread = await context.transaction(analyst, (tx) => threadOf(context, tx, at.caseId));
  return thread.find((each) => each.messageId === messageId)?.readAt;
};

test("reading is noted once, by the time of the first reading", async () => {
  const { messageId } = await aLostLetter();
  const first = house.context.now();
  const open = () =>
    readCase.run(house.context, at.reporter, { caseId: at.caseId, what: portalPart });
  await open();
  house.passSeconds(60);
  await open();
  await runOwed(tasks.on);
  await open();
  await runOwed(tasks.on);
  expect(await readAt(messageId)).toEqual(first);
  const events = await house.context.transaction(theWorker, (tx) => timelineOf(tx, at.caseId));
  const readings = events.filter(({ type }) => type === "message.read");
  // The second opening came before the first was noted; the third found nothing unread.
  expect(readings).toHaveLength(2);
  expect(readings.map(({ actorId }) => actorId)).toEqual([at.reporter.id, at.reporter.id]);
});

test("another address gets the one mail that it was given for, and stands nowhere in clear", async () => {
  const { messageId, deliveryId } = await aLostLetter();
  await resend(deliveryId, { way: "address", address: "finder@private.example" });
  await runOwed(tasks.on);
  expect(tasks.sent.at(-1)?.to).toEqual(["finder@private.example"]);
  expect((await mailsOf(messageId)).at(-1)).toMatchObject({ state: "sent", way: "address" });
  const { rows } = await house.pools.worker.query(
    `select d::text as "row", (select string_agg(body, ' ') from events) as "events"
       from deliveries d where message_id = $1`,
    [messageId],
  );
  expect(JSON.stringify(rows)).not.toContain("private.example");
  await sendMessage.run(house.context, analyst, {
    ...{ caseId: at.caseId, partyId: at.reporter.id, text: "And more.", question: false },
  });
  await runOwed(tasks.on);
  expect(tasks.sent.at(-1)?.to).toEqual(["finder@research.example"]);
});

test("what a party agreed to get in plain it gets so at its own address alone", async () => {
  await agreePlain.run(house.context, at.reporter, { caseId: at.caseId, agree: "yes" });
  await runOwed(tasks.on);
  const first = await aLostLetter();
  await resend(first.deliveryId, { way: "same" });
  await runOwed(tasks.on);
  expect((await lastLetter()).text).toContain(secret);
  const second = await aLostLetter();
  await resend(second.deliveryId, { way: "address", address: "finder@private.example" });
  await runOwed(tasks.on);
  expect(tasks.sent.at(-1)?.to).toEqual(["finder@private.example"]);
  expect((await lastLetter()).text).not.toContain(secret);
});

test("the same mail again is a mail of its own, and is sent again once", async () => {
  const { messageId, deliveryId } = await aLostLetter();
  await resend(deliveryId, { way: "same" });
  await expect(resend(deliveryId, { way: "pointer" })).rejects.toThrow(/sent again already/);
  await runOwed(tasks.on);
  const [first, second] = await mailsOf(messageId);
  expect(first?.mailId).not.toBe(second?.mailId);
  // It left, and nobody gave it back: there is nothing to send again.
  await expect(resend(second?.deliveryId ?? "", { way: "same" })).rejects.toThrow(
    /did not come back/,
  );
});

test("an address belongs to its way alone, and a mail to its case", async () => {
  const { deliveryId } = await aLostLetter();
  await expect(resend(deliveryId, { way: "address" })).rejects.toThrow(/needs one/);
  await expect(
    resend(deliveryId, { way: "same", address: "finder@private.example" }),
  ).rejects.toThrow(/needs one/);
  at = await aCase(house, "another");
  await expect(resend(deliveryId, { way: "same" })).rejects.toThrow(/no such mail/);
});
