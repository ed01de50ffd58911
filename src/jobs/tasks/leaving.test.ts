import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aPerson } from "../../../test/support/cases.ts";
import { anyone, type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { assignCase } from "../../actions/cases/assign-case.ts";
import { sendMessage } from "../../actions/messages/send-message.ts";
import { confirmPartyKey } from "../../actions/party-keys/confirm-party-key.ts";
import { offerKey } from "../../actions/party-keys/offer-key.ts";
import { refusePartyKey } from "../../actions/party-keys/refuse-party-key.ts";
import { takeMail } from "../../actions/reports/take-mail.ts";
import { agreePlain } from "../../actions/sending/agree-plain.ts";
import { askForKey } from "../../actions/sending/ask-for-key.ts";
import { encryptAnyway } from "../../actions/sending/encrypt-anyway.ts";
import { sendByPortal } from "../../actions/sending/send-by-portal.ts";
import { acknowledgeSender } from "../../actions/tray/acknowledge-sender.ts";
import type { Actor } from "../../core/people/actor.ts";
import { composeMail, type OutgoingMail } from "../../formats/mail/compose-mail.ts";
import { makeKeyPair, type NewKeyPair } from "../../formats/mail/keys.ts";
import { type ReadMail, readMail } from "../../formats/mail/read-mail.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { identityObject, identityOf, identityPlace } from "../../store/parties/reader.ts";
import { partyKeysOf } from "../../store/party-keys/reader.ts";
import { keyOf, sealJson } from "../../store/sealing/object-keys.ts";
import { runOwed } from "../run-owed.ts";

const secret = "The pointer of frame seven is never checked.";
const day = 86_400;

let house: TestContext;
let tasks: TestTasks;
let lead: Extract<Actor, { kind: "staff" }>;
/** Lasts until 20 March. */
let lapsing: NewKeyPair;
let lasting: NewKeyPair;

beforeAll(async () => {
  house = await testContext();
  house.setClock("2026-03-10T08:00:00.000Z");
  tasks = await testTasks(house);
  lead = await aPerson(house, "lead", "analyst");
  const now = new Date("2026-03-10T00:00:00Z");
  const owner = { name: "Finder", email: "finder@research.example", now };
  lapsing = await makeKeyPair({ ...owner, validForSeconds: 10 * day });
  lasting = await makeKeyPair(owner);
});
beforeEach(() => {
  house.setClock("2026-03-11T08:00:00.000Z");
  tasks.sent.length = 0;
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

let mails = 0;
function aMail(wish: Partial<OutgoingMail> = {}): OutgoingMail {
  mails += 1;
  return {
    from: { address: "finder@research.example" },
    to: [{ address: "psirt@ale.example" }],
    subject: "A weakness in your gateway",
    messageId: `<letter-${mails}@research.example>`,
    date: house.context.now(),
    text: "A crafted packet restarts the gateway.\n",
    ...wish,
  };
}

async function take(raw: Uint8Array): Promise<void> {
  await takeMail.run(house.context, anyone, { raw: new Uint8Array(raw) });
  await runOwed(tasks.on);
}

interface Opened {
  readonly caseId: string;
  readonly partyId: string;
  readonly reporter: Extract<Actor, { kind: "outsider" }>;
}

/** The case of a mail that is signed by the key and brings it, or brings nothing. */
async function aMailedCase(key?: NewKeyPair, wish: Partial<OutgoingMail> = {}): Promise<Opened> {
  const attachments = key ? [keyFile(key)] : [];
  const signed = key ? { signWith: { armored: key.armoredPrivate } } : {};
  await take(await composeMail(aMail({ attachments, ...wish }), signed));
  const { rows } = await house.pools.worker.query(
    `select c.case_id as "caseId", p.party_id as "partyId"
       from cases c join parties p using (case_id) order by c.opened_at desc, c.case_id desc limit 1`,
  );
  const [{ caseId, partyId }] = rows;
  await assignCase.run(house.context, lead, { caseId, ownerId: lead.id });
  await runOwed(tasks.on);
  tasks.sent.length = 0;
  const reporter = {
    kind: "outsider",
    id: partyId,
    role: "reporter",
    caseId,
    side: partyId,
  } as const;
  return { caseId, partyId, reporter };
}

const keyFile = (key: NewKeyPair) => ({
  name: "key.asc",
  type: "application/pgp-keys",
  bytes: Buffer.from(key.armoredPublic),
});

async function write({ caseId, partyId }: Opened, text = secret): Promise<string> {
  const message = { caseId, partyId, text, question: false };
  const { messageId } = await sendMessage.run(house.context, lead, message);
  await runOwed(tasks.on);
  return messageId;
}

function opened(key: NewKeyPair = lasting): Promise<ReadMail[]> {
  const keys = { own: [{ armored: key.armoredPrivate }], trust: [tasks.ownKey.publicKey] };
  const at = house.context.now();
  return Promise.all(tasks.sent.map((mail) => readMail(mail.raw, { ...keys, now: at })));
}

async function toFinder(key?: NewKeyPair): Promise<ReadMail[]> {
  const all = await opened(key);
  return all.filter(({ to }) => to[0]?.address === "finder@research.example");
}

async function deliveriesOf(messageId: string) {
  const { rows } = await house.pools.worker.query(
    "select state, code, left_as as leaves from deliveries where message_id = $1 order by owed_at",
    [messageId],
  );
  return rows;
}

async function offeredKey(caseId: string) {
  const keys = await house.context.transaction(theWorker, (tx) =>
    partyKeysOf(house.context, tx, caseId),
  );
  return keys.find(({ state }) => state === "offered");
}

const types = async (caseId: string) =>
  (await house.context.transaction(theWorker, (tx) => timelineOf(tx, caseId))).map(
    ({ type }) => type,
  );

test("[ALE-44] where the key has expired nothing of the matter leaves: a note says so, and the owner hears at once", async () => {
  const found = await aMailedCase(lapsing);
  house.setClock("2026-04-01T08:00:00.000Z");
  const messageId = await write(found);
  expect(await deliveriesOf(messageId)).toEqual([
    { state: "withheld", code: "key-expired", leaves: null },
  ]);
  const [note, ...more] = await toFinder(lapsing);
  expect(more).toEqual([]);
  expect(note).toMatchObject({ encrypted: false, signature: { state: "good" } });
  expect(note?.text).toContain("could not encrypt it");
  expect(tasks.sent.map(({ raw }) => Buffer.from(raw).toString()).join()).not.toContain(
    "frame seven",
  );
  expect(await types(found.caseId)).toContain("delivery.withheld");
  // A note without content is no update on how the report stands.
  expect(await types(found.caseId)).toContain("key-note.sent");
  expect(await types(found.caseId)).not.toContain("message.sent");
  // The lead's account has no mail address here: that nobody could be told is on record.
  expect(await types(found.caseId)).toContain("delivery.alarmed");
});

test("what waits for a key may be pointed to instead, and is held back still", async () => {
  const found = await aMailedCase(lapsing);
  const { caseId } = found;
  house.setClock("2026-04-01T08:00:00.000Z");
  const messageId = await write(found);
  tasks.sent.length = 0;
  await sendByPortal.run(house.context, lead, { caseId, messageId });
  await runOwed(tasks.on);
  const [pointer, ...more] = await toFinder(lapsing);
  expect(more).toEqual([]);
  expect(pointer?.text).toContain("there is a new message for you");
  expect(pointer?.text).not.toContain("frame seven");
  expect(await deliveriesOf(messageId)).toMatchObject([
    { state: "withheld" },
    { state: "sent", leaves: "pointer" },
  ]);
  await expect(sendByPortal.run(house.context, lead, { caseId, messageId })).rejects.toMatchObject({
    code: "message.not-waiting",
  });
});

test("the note is sent once a day at most, however much waits", async () => {
  const found = await aMailedCase(lapsing);
  house.setClock("2026-04-01T08:00:00.000Z");
  await write(found);
  await write(found, "A second word.");
  expect(await toFinder()).toHaveLength(1);
});

test("[ALE-44] what waits for an expired key leaves by a recorded choice, encrypted to it and signed today", async () => {
  const found = await aMailedCase(lapsing);
  house.setClock("2026-04-01T08:00:00.000Z");
  const [first, second] = [await write(found), await write(found, "Another matter.")];
  tasks.sent.length = 0;
  const { caseId, partyId } = found;
  const reason = "They said on the telephone that they only forgot to renew it.";
  await encryptAnyway.run(house.context, lead, { caseId, partyId, messageId: first, reason });
  await runOwed(tasks.on);
  const [letter, ...more] = await toFinder(lapsing);
  expect(more).toEqual([]);
  expect(letter).toMatchObject({ decrypted: true, signature: { state: "good" } });
  expect(letter?.text).toContain("frame seven");
  expect(await deliveriesOf(first)).toMatchObject([{ state: "sent", leaves: "encrypted" }]);
  expect(await deliveriesOf(second)).toMatchObject([{ state: "withheld" }]);
  await encryptAnyway.run(house.context, lead, { caseId, partyId, reason });
  await runOwed(tasks.on);
  expect(await deliveriesOf(second)).toMatchObject([{ state: "sent" }]);
});

test("[ALE-15] another key never takes the place of the one in use by itself; once compared, what waited leaves to it", async () => {
  const found = await aMailedCase(lapsing);
  const { caseId, partyId } = found;
  house.setClock("2026-04-01T08:00:00.000Z");
  const waiting = await write(found);
  const [note] = await toFinder();
  const answer = {
    subject: "A new key",
    inReplyTo: note?.messageId ?? null,
    text: "Here it is.\n",
  };
  await take(await composeMail(aMail({ ...answer, attachments: [keyFile(lasting)] })));
  const offer = await offeredKey(caseId);
  expect(offer).toMatchObject({ source: "mail", about: { where: "attachment", names: "sender" } });
  expect(await deliveriesOf(waiting)).toMatchObject([{ state: "withheld" }]);
  tasks.sent.length = 0;

  const said = { caseId, keyId: offer?.keyId ?? "", how: "Read out at the number we had before." };
  const confirm = (fingerprint: string) =>
    confirmPartyKey.run(house.context, lead, { ...said, fingerprint });
  await expect(confirm(lapsing.fingerprint)).rejects.toMatchObject({
    code: "party-key.other-fingerprint",
  });
  await confirm(lasting.fingerprint.toLowerCase().replace(/(.{4})/g, "$1 "));
  await runOwed(tasks.on);
  const [letter] = await toFinder();
  expect(letter).toMatchObject({ decrypted: true });
  expect(letter?.text).toContain("frame seven");
  const identity = await house.context.transaction(theWorker, (tx) =>
    identityOf(house.context, tx, partyId),
  );
  expect(identity?.keyFingerprint).toBe(lasting.fingerprint);
  const states = await house.context.transaction(theWorker, (tx) =>
    partyKeysOf(house.context, tx, caseId),
  );
  expect(states.map(({ state }) => state)).toEqual(["replaced", "confirmed"]);
});

test("a party says on its page which key is its own, and never of another's", async () => {
  const found = await aMailedCase(undefined, { attachments: [keyFile(lasting)] });
  const other = await aMailedCase(undefined, { attachments: [keyFile(lasting)] });
  const keyId = (await offeredKey(found.caseId))?.keyId ?? "";
  const { caseId } = other;
  await expect(
    confirmPartyKey.run(house.context, other.reporter, { caseId, keyId, fingerprint: "", how: "" }),
  ).rejects.toMatchObject({ code: "party-key.unknown" });
  await refusePartyKey.run(house.context, found.reporter, { caseId: found.caseId, keyId, how: "" });
  await runOwed(tasks.on);
  await write(found);
  expect((await toFinder())[0]).toMatchObject({ encrypted: false });
  const own = { caseId: found.caseId, keyId, fingerprint: "", how: "" };
  await confirmPartyKey.run(house.context, found.reporter, own);
  await runOwed(tasks.on);
  await write(found, "Another word.");
  expect((await toFinder())[1]).toMatchObject({ encrypted: true, decrypted: true });
});

test("a renewal and a revocation count once they come in another copy of the key", async () => {
  const { reformatKey, readPrivateKey, revokeKey } = await import("openpgp");
  const privateKey = await readPrivateKey({ armoredKey: lapsing.armoredPrivate });
  const userIDs = { name: "Finder", email: "finder@research.example" };
  const date = new Date("2026-03-12T00:00:00Z");
  const longer = await reformatKey({ privateKey, userIDs, date, keyExpirationTime: 0 });
  const gone = await revokeKey({ key: privateKey, date, format: "armored" });
  const found = await aMailedCase(lapsing);
  house.setClock("2026-04-01T08:00:00.000Z");
  const waiting = await write(found);
  const [note] = await toFinder();
  const bring = (armoredPublic: string) =>
    composeMail(
      aMail({
        ...{ subject: "Re:", inReplyTo: note?.messageId ?? null },
        attachments: [keyFile({ ...lapsing, armoredPublic })],
      }),
    );
  await take(await bring(longer.publicKey));
  expect(await deliveriesOf(waiting)).toMatchObject([{ state: "sent", leaves: "encrypted" }]);
  expect(await types(found.caseId)).toContain("party-key.renewed");
  await take(await bring(gone.publicKey));
  expect(await types(found.caseId)).toContain("party-key.revoked");
  const late = await write(found, "After the revocation.");
  expect(await deliveriesOf(late)).toMatchObject([{ state: "withheld", code: "key-revoked" }]);
  // A copy from before does not bring it back, not even by its owner's word.
  const old = {
    ...{ armored: lapsing.armoredPublic.replace("\n\n", "\nComment: old\n\n"), userIds: [] },
    ...{ fingerprint: lapsing.fingerprint, unusable: null, expiresAt: null },
    names: "sender" as const,
  };
  const own = { caseId: found.caseId, key: old, by: "portal" } as const;
  await offerKey.run(house.context, found.reporter, own);
  await runOwed(tasks.on);
  const still = await write(found, "Still after the revocation.");
  expect(await deliveriesOf(still)).toMatchObject([{ state: "withheld", code: "key-revoked" }]);
  const reason = "It surely is all right all the same.";
  const { caseId, partyId } = found;
  await encryptAnyway.run(house.context, lead, { caseId, partyId, reason });
  await runOwed(tasks.on);
  expect(await deliveriesOf(late)).toMatchObject([{ state: "withheld", code: "key-revoked" }]);
});

test("[ALE-17] who wrote in plain is asked once whether plain answers will do, and then gets talk as it came", async () => {
  const found = await aMailedCase();
  const first = await write(found, "Thank you. Does it need a login?");
  await write(found, "And on which port?");
  const [asking, pointer] = await toFinder();
  expect(asking?.text).toContain("with the word AGREE in its first line");
  expect(pointer?.text).not.toContain("AGREE");
  expect(pointer?.text).toContain("no confirmed public key of yours");
  expect(await deliveriesOf(first)).toMatchObject([{ state: "sent", leaves: "pointer" }]);

  const answer = { subject: "Re:", inReplyTo: asking?.messageId ?? null };
  await take(await composeMail(aMail({ ...answer, text: "Agree.\n\n> may we answer\n" })));
  expect(await types(found.caseId)).toContain("plain.agreed");
  tasks.sent.length = 0;
  const talk = await write(found, "Then we try it on port 80.");
  const [letter] = await toFinder();
  expect(letter).toMatchObject({ encrypted: false, signature: { state: "good" } });
  expect(letter?.text).toContain("Then we try it on port 80.");
  expect(await deliveriesOf(talk)).toMatchObject([{ state: "sent", leaves: "plain" }]);

  const { caseId, partyId } = found;
  const fix = { caseId, partyId, text: "Here is the draft of the correction.", question: false };
  await sendMessage.run(house.context, lead, { ...fix, tells: "secret" });
  await runOwed(tasks.on);
  const [, hidden] = await toFinder();
  expect(hidden?.text).not.toContain("correction");
  await agreePlain.run(house.context, found.reporter, { caseId, agree: "no" });
  await runOwed(tasks.on);
  await write(found, "One more question.");
  expect((await toFinder())[2]?.text).not.toContain("One more question.");
});

test("the link of a plain mail is another than that of an encrypted letter", async () => {
  const plain = await aMailedCase();
  await write(plain);
  const [pointer] = await toFinder();
  expect(pointer?.text).toMatch(/\/portal\/link\/[\w-]{22}/);
  const withKey = await aMailedCase(lasting);
  await write(withKey);
  const letter = (await toFinder())[0];
  expect(letter?.text).toMatch(/\/portal\/letter\/[\w-]{22}/);
  expect(letter?.text).not.toContain("/portal/link/");
});

test("a party from before encrypted letters had a link of their own gets one with the next", async () => {
  const found = await aMailedCase(lasting);
  const { context } = house;
  await context.transaction(theWorker, async (tx) => {
    const identity = await identityOf(context, tx, found.partyId);
    const key = await keyOf(context, tx, identityObject(found.partyId));
    const { letterToken: _, ...before } = identity ?? { letterToken: "" };
    await tx.run("update identities set identity_sealed = $2 where party_id = $1", [
      found.partyId,
      sealJson(context, key, identityPlace, { ...before }),
    ]);
  });
  await write(found);
  await write(found, "A second word.");
  const links = (await toFinder()).map(({ text }) => /\/portal\/letter\/[\w-]{22}/.exec(text)?.[0]);
  expect(links[0]).toBeDefined();
  expect(links[1]).toBe(links[0]);
});

test("a colleague asks for a key, in a letter that says nothing else", async () => {
  const found = await aMailedCase();
  const { caseId, partyId } = found;
  await askForKey.run(house.context, lead, { caseId, partyId });
  await runOwed(tasks.on);
  const [letter] = await toFinder();
  expect(letter?.subject).toContain("Please send us your public key");
  expect(letter?.text).not.toContain("gateway");
});

test("a key beside a plain first mail is acknowledged as unconfirmed", async () => {
  const attachments = [keyFile(lasting)];
  await take(await composeMail(aMail({ attachments })));
  await runOwed(tasks.on);
  const held = (await toFinder()).find(({ text }) => text.includes("gave it the number"));
  const text = held?.text ?? (await acknowledgementOfNewest());
  expect(text).toContain("We use it once we know that it is yours");
});

/** Of a sender who was not proven it waits for a person, and stands nowhere yet. */
async function acknowledgementOfNewest(): Promise<string> {
  const { rows } = await house.pools.worker.query(
    "select case_id as id from cases order by opened_at desc, case_id desc limit 1",
  );
  await acknowledgeSender.run(house.context, lead, { caseId: rows[0].id });
  await runOwed(tasks.on);
  return (await toFinder()).at(-1)?.text ?? "";
}

test("a revocation that the party's domain serves holds a letter back before it leaves", async () => {
  const { readPrivateKey, revokeKey } = await import("openpgp");
  const key = await readPrivateKey({ armoredKey: lasting.armoredPrivate });
  const date = new Date("2026-03-11T00:00:00Z");
  const gone = await revokeKey({ key, date, format: "object" });
  const found = await aMailedCase(lasting);
  const on = { ...tasks.on, lookUpKey: async () => gone.publicKey.write() };
  const { caseId, partyId } = found;
  const message = { caseId, partyId, text: secret, question: false };
  const { messageId } = await sendMessage.run(house.context, lead, message);
  await runOwed(on);
  expect(await deliveriesOf(messageId)).toMatchObject([{ state: "withheld", code: "key-revoked" }]);
  expect(await types(caseId)).toContain("party-key.revoked");
});

test("the party's domain is asked for a key once a day, and what it serves is offered, not used", async () => {
  const { wkdKey } = await import("../../formats/mail/wkd.ts");
  const asked: string[] = [];
  const served = await wkdKey(lasting.armoredPublic);
  const on = {
    ...tasks.on,
    lookUpKey: async (address: string) => {
      asked.push(address);
      return served;
    },
  };
  const found = await aMailedCase();
  const send = async (text: string) => {
    const { caseId, partyId } = found;
    await sendMessage.run(house.context, lead, { caseId, partyId, text, question: false });
    await runOwed(on);
  };
  await send(secret);
  await send("A second word.");
  expect(asked).toEqual(["finder@research.example"]);
  expect(await offeredKey(found.caseId)).toMatchObject({
    ...{ source: "wkd", about: { where: "wkd", names: "sender", unusable: null } },
  });
  const letters = await toFinder();
  expect(letters.map(({ encrypted }) => encrypted)).toEqual([false, false]);
  expect(letters[0]?.text).toContain("no confirmed public key");
  house.passSeconds(day + 60);
  await send("On the next day.");
  expect(asked).toHaveLength(2);
});
