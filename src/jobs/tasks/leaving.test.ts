import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type MailedHouse, mailedHouse } from "../../../test/support/mailed-house.ts";
import { sendMessage } from "../../actions/messages/send-message.ts";
import { agreePlain } from "../../actions/sending/agree-plain.ts";
import { encryptAnyway } from "../../actions/sending/encrypt-anyway.ts";
import { sendByPortal } from "../../actions/sending/send-by-portal.ts";
import { composeMail } from "../../formats/mail/compose-mail.ts";
import { runOwed } from "../run-owed.ts";

let at: MailedHouse;

beforeAll(async () => {
  at = await mailedHouse();
});
beforeEach(() => at.begin());
afterAll(() => at.close());

test("[ALE-44] where the key has expired nothing of the matter leaves: a note says so, and the owner hears at once", async () => {
  const found = await at.aMailedCase(at.lapsing);
  at.house.setClock("2026-04-01T08:00:00.000Z");
  const messageId = await at.write(found);
  expect(await at.deliveriesOf(messageId)).toEqual([
    { state: "withheld", code: "key-expired", leaves: null },
  ]);
  const [note, ...more] = await at.toFinder(at.lapsing);
  expect(more).toEqual([]);
  expect(note).toMatchObject({ encrypted: false, signature: { state: "good" } });
  expect(note?.text).toContain("could not encrypt it");
  expect(at.tasks.sent.map(({ raw }) => Buffer.from(raw).toString()).join()).not.toContain(
    "frame seven",
  );
  expect(await at.types(found.caseId)).toContain("delivery.withheld");
  // A note without content is no update on how the report stands.
  expect(await at.types(found.caseId)).toContain("key-note.sent");
  expect(await at.types(found.caseId)).not.toContain("message.sent");
  // The lead's account has no mail address here: that nobody could be told is on record.
  expect(await at.types(found.caseId)).toContain("delivery.alarmed");
});

test("what waits for a key may be pointed to instead, and is held back still", async () => {
  const found = await at.aMailedCase(at.lapsing);
  const { caseId } = found;
  at.house.setClock("2026-04-01T08:00:00.000Z");
  const messageId = await at.write(found);
  at.tasks.sent.length = 0;
  await sendByPortal.run(at.house.context, at.lead, { caseId, messageId });
  await runOwed(at.tasks.on);
  const [pointer, ...more] = await at.toFinder(at.lapsing);
  expect(more).toEqual([]);
  expect(pointer?.text).toContain("there is a new message for you");
  expect(pointer?.text).not.toContain("frame seven");
  expect(await at.deliveriesOf(messageId)).toMatchObject([
    { state: "withheld" },
    { state: "sent", leaves: "pointer" },
  ]);
  await expect(
    sendByPortal.run(at.house.context, at.lead, { caseId, messageId }),
  ).rejects.toMatchObject({
    code: "message.not-waiting",
  });
});

test("the note is sent once a day at most, however much waits", async () => {
  const found = await at.aMailedCase(at.lapsing);
  at.house.setClock("2026-04-01T08:00:00.000Z");
  await at.write(found);
  await at.write(found, "A second word.");
  expect(await at.toFinder()).toHaveLength(1);
});

test("[ALE-44] what waits for an expired key leaves by a recorded choice, encrypted to it and signed today", async () => {
  const found = await at.aMailedCase(at.lapsing);
  at.house.setClock("2026-04-01T08:00:00.000Z");
  const [first, second] = [await at.write(found), await at.write(found, "Another matter.")];
  at.tasks.sent.length = 0;
  const { caseId, partyId } = found;
  const reason = "They said on the telephone that they only forgot to renew it.";
  await encryptAnyway.run(at.house.context, at.lead, { caseId, partyId, messageId: first, reason });
  await runOwed(at.tasks.on);
  const [letter, ...more] = await at.toFinder(at.lapsing);
  expect(more).toEqual([]);
  expect(letter).toMatchObject({ decrypted: true, signature: { state: "good" } });
  expect(letter?.text).toContain("frame seven");
  expect(await at.deliveriesOf(first)).toMatchObject([{ state: "sent", leaves: "encrypted" }]);
  expect(await at.deliveriesOf(second)).toMatchObject([{ state: "withheld" }]);
  await encryptAnyway.run(at.house.context, at.lead, { caseId, partyId, reason });
  await runOwed(at.tasks.on);
  expect(await at.deliveriesOf(second)).toMatchObject([{ state: "sent" }]);
});

test("[ALE-17] who wrote in plain is asked once whether plain answers will do, and then gets talk as it came", async () => {
  const found = await at.aMailedCase();
  const first = await at.write(found, "Thank you. Does it need a login?");
  await at.write(found, "And on which port?");
  const [asking, pointer] = await at.toFinder();
  expect(asking?.text).toContain("with the word AGREE in its first line");
  expect(pointer?.text).not.toContain("We ask this once");
  expect(pointer?.text).toContain("no confirmed public key of yours");
  expect(await at.deliveriesOf(first)).toMatchObject([{ state: "sent", leaves: "pointer" }]);

  const answer = { subject: "Re:", inReplyTo: asking?.messageId ?? null };
  await at.take(await composeMail(at.aMail({ ...answer, text: "Agree.\n\n> may we answer\n" })));
  expect(await at.types(found.caseId)).toContain("plain.agreed");
  at.tasks.sent.length = 0;
  const talk = await at.write(found, "Then we try it on port 80.");
  const [letter] = await at.toFinder();
  expect(letter).toMatchObject({ encrypted: false, signature: { state: "good" } });
  expect(letter?.text).toContain("Then we try it on port 80.");
  expect(await at.deliveriesOf(talk)).toMatchObject([{ state: "sent", leaves: "plain" }]);

  const { caseId, partyId } = found;
  const fix = { caseId, partyId, text: "Here is the draft of the correction.", question: false };
  await sendMessage.run(at.house.context, at.lead, { ...fix, tells: "secret" });
  await runOwed(at.tasks.on);
  const [, hidden] = await at.toFinder();
  expect(hidden?.text).not.toContain("correction");
  await agreePlain.run(at.house.context, found.reporter, { caseId, agree: "no" });
  await runOwed(at.tasks.on);
  await at.write(found, "One more question.");
  expect((await at.toFinder())[2]?.text).not.toContain("One more question.");
});

test("the link of a plain mail is another than that of an encrypted letter", async () => {
  const plain = await at.aMailedCase();
  await at.write(plain);
  const [pointer] = await at.toFinder();
  expect(pointer?.text).toMatch(/\/portal\/link\/[\w-]{22}/);
  const withKey = await at.aMailedCase(at.lasting);
  await at.write(withKey);
  const letter = (await at.toFinder())[0];
  expect(letter?.text).toMatch(/\/portal\/letter\/[\w-]{22}/);
  expect(letter?.text).not.toContain("/portal/link/");
});
