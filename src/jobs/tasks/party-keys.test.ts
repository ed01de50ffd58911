import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { theWorker } from "../../../test/support/context.ts";
import { type MailedHouse, mailedHouse } from "../../../test/support/mailed-house.ts";
import { sendMessage } from "../../actions/messages/send-message.ts";
import { confirmPartyKey } from "../../actions/party-keys/confirm-party-key.ts";
import { offerKey } from "../../actions/party-keys/offer-key.ts";
import { refusePartyKey } from "../../actions/party-keys/refuse-party-key.ts";
import { askForKey } from "../../actions/sending/ask-for-key.ts";
import { encryptAnyway } from "../../actions/sending/encrypt-anyway.ts";
import { acknowledgeSender } from "../../actions/tray/acknowledge-sender.ts";
import { composeMail } from "../../formats/mail/compose-mail.ts";
import { identityObject, identityOf, identityPlace } from "../../store/parties/reader.ts";
import { partyKeysOf } from "../../store/party-keys/reader.ts";
import { keyOf, sealJson } from "../../store/sealing/object-keys.ts";
import { runOwed } from "../run-owed.ts";

const secret = "The pointer of frame seven is never checked.";
const day = 86_400;

let at: MailedHouse;

beforeAll(async () => {
  at = await mailedHouse();
});
beforeEach(() => at.begin());
afterAll(() => at.close());

test("[ALE-15] another key never takes the place of the one in use by itself; once compared, what waited leaves to it", async () => {
  const found = await at.aMailedCase(at.lapsing);
  const { caseId, partyId } = found;
  at.house.setClock("2026-04-01T08:00:00.000Z");
  const waiting = await at.write(found);
  const [note] = await at.toFinder();
  const answer = {
    subject: "A new key",
    inReplyTo: note?.messageId ?? null,
    text: "Here it is.\n",
  };
  await at.take(await composeMail(at.aMail({ ...answer, attachments: [at.keyFile(at.lasting)] })));
  const offer = await at.offeredKey(caseId);
  expect(offer).toMatchObject({ source: "mail", about: { where: "attachment", names: "sender" } });
  expect(await at.deliveriesOf(waiting)).toMatchObject([{ state: "withheld" }]);
  at.tasks.sent.length = 0;

  const said = { caseId, keyId: offer?.keyId ?? "", how: "Read out at the number we had before." };
  const confirm = (fingerprint: string) =>
    confirmPartyKey.run(at.house.context, at.lead, { ...said, fingerprint });
  await expect(confirm(at.lapsing.fingerprint)).rejects.toMatchObject({
    code: "party-key.other-fingerprint",
  });
  await confirm(at.lasting.fingerprint.toLowerCase().replace(/(.{4})/g, "$1 "));
  await runOwed(at.tasks.on);
  const [letter] = await at.toFinder();
  expect(letter).toMatchObject({ decrypted: true });
  expect(letter?.text).toContain("frame seven");
  const identity = await at.house.context.transaction(theWorker, (tx) =>
    identityOf(at.house.context, tx, partyId),
  );
  expect(identity?.keyFingerprint).toBe(at.lasting.fingerprint);
  const states = await at.house.context.transaction(theWorker, (tx) =>
    partyKeysOf(at.house.context, tx, caseId),
  );
  expect(states.map(({ state }) => state)).toEqual(["replaced", "confirmed"]);
});

test("a party says on its page which key is its own, and never of another's", async () => {
  const found = await at.aMailedCase(undefined, { attachments: [at.keyFile(at.lasting)] });
  const other = await at.aMailedCase(undefined, { attachments: [at.keyFile(at.lasting)] });
  const keyId = (await at.offeredKey(found.caseId))?.keyId ?? "";
  const { caseId } = other;
  await expect(
    confirmPartyKey.run(at.house.context, other.reporter, {
      caseId,
      keyId,
      fingerprint: "",
      how: "",
    }),
  ).rejects.toMatchObject({ code: "party-key.unknown" });
  await refusePartyKey.run(at.house.context, found.reporter, {
    caseId: found.caseId,
    keyId,
    how: "",
  });
  await runOwed(at.tasks.on);
  await at.write(found);
  expect((await at.toFinder())[0]).toMatchObject({ encrypted: false });
  const own = { caseId: found.caseId, keyId, fingerprint: "", how: "" };
  await confirmPartyKey.run(at.house.context, found.reporter, own);
  await runOwed(at.tasks.on);
  await at.write(found, "Another word.");
  expect((await at.toFinder())[1]).toMatchObject({ encrypted: true, decrypted: true });
});

test("a renewal and a revocation count once they come in another copy of the key", async () => {
  const { reformatKey, readPrivateKey, revokeKey } = await import("openpgp");
  const privateKey = await readPrivateKey({ armoredKey: at.lapsing.armoredPrivate });
  const userIDs = { name: "Finder", email: "finder@research.example" };
  const date = new Date("2026-03-12T00:00:00Z");
  const longer = await reformatKey({ privateKey, userIDs, date, keyExpirationTime: 0 });
  const gone = await revokeKey({ key: privateKey, date, format: "armored" });
  const found = await at.aMailedCase(at.lapsing);
  at.house.setClock("2026-04-01T08:00:00.000Z");
  const waiting = await at.write(found);
  const [note] = await at.toFinder();
  const bring = (armoredPublic: string) =>
    composeMail(
      at.aMail({
        ...{ subject: "Re:", inReplyTo: note?.messageId ?? null },
        attachments: [at.keyFile({ ...at.lapsing, armoredPublic })],
      }),
    );
  await at.take(await bring(longer.publicKey));
  expect(await at.deliveriesOf(waiting)).toMatchObject([{ state: "sent", leaves: "encrypted" }]);
  expect(await at.types(found.caseId)).toContain("party-key.renewed");
  await at.take(await bring(gone.publicKey));
  expect(await at.types(found.caseId)).toContain("party-key.revoked");
  const late = await at.write(found, "After the revocation.");
  expect(await at.deliveriesOf(late)).toMatchObject([{ state: "withheld", code: "key-revoked" }]);
  // A copy from before does not bring it back, not even by its owner's word.
  const old = {
    ...{ armored: at.lapsing.armoredPublic.replace("\n\n", "\nComment: old\n\n"), userIds: [] },
    ...{ fingerprint: at.lapsing.fingerprint, unusable: null, expiresAt: null },
    names: "sender" as const,
  };
  const own = { caseId: found.caseId, key: old, by: "portal" } as const;
  await offerKey.run(at.house.context, found.reporter, own);
  await runOwed(at.tasks.on);
  const still = await at.write(found, "Still after the revocation.");
  expect(await at.deliveriesOf(still)).toMatchObject([{ state: "withheld", code: "key-revoked" }]);
  const reason = "It surely is all right all the same.";
  const { caseId, partyId } = found;
  await encryptAnyway.run(at.house.context, at.lead, { caseId, partyId, reason });
  await runOwed(at.tasks.on);
  expect(await at.deliveriesOf(late)).toMatchObject([{ state: "withheld", code: "key-revoked" }]);
});

test("a party from before encrypted letters had a link of their own gets one with the next", async () => {
  const found = await at.aMailedCase(at.lasting);
  const { context } = at.house;
  await context.transaction(theWorker, async (tx) => {
    const identity = await identityOf(context, tx, found.partyId);
    const key = await keyOf(context, tx, identityObject(found.partyId));
    const { letterToken: _, ...before } = identity ?? { letterToken: "" };
    await tx.run("update identities set identity_sealed = $2 where party_id = $1", [
      found.partyId,
      sealJson(context, key, identityPlace, { ...before }),
    ]);
  });
  await at.write(found);
  await at.write(found, "A second word.");
  const links = (await at.toFinder()).map(
    ({ text }) => /\/portal\/letter\/[\w-]{22}/.exec(text)?.[0],
  );
  expect(links[0]).toBeDefined();
  expect(links[1]).toBe(links[0]);
});

test("a colleague asks for a key, in a letter that says nothing else", async () => {
  const found = await at.aMailedCase();
  const { caseId, partyId } = found;
  await askForKey.run(at.house.context, at.lead, { caseId, partyId });
  await runOwed(at.tasks.on);
  const [letter] = await at.toFinder();
  expect(letter?.subject).toContain("Please send us your public key");
  expect(letter?.text).not.toContain("gateway");
});

test("a key beside a plain first mail is acknowledged as unconfirmed", async () => {
  const attachments = [at.keyFile(at.lasting)];
  await at.take(await composeMail(at.aMail({ attachments })));
  await runOwed(at.tasks.on);
  const held = (await at.toFinder()).find(({ text }) => text.includes("gave it the number"));
  const text = held?.text ?? (await acknowledgementOfNewest());
  expect(text).toContain("We use it once we know that it is yours");
});

/** Of a sender who was not proven it waits for a person, and stands nowhere yet. */
async function acknowledgementOfNewest(): Promise<string> {
  const { rows } = await at.house.pools.worker.query(
    "select case_id as id from cases order by opened_at desc, case_id desc limit 1",
  );
  await acknowledgeSender.run(at.house.context, at.lead, { caseId: rows[0].id });
  await runOwed(at.tasks.on);
  return (await at.toFinder()).at(-1)?.text ?? "";
}

test("a revocation that the party's domain serves holds a letter back before it leaves", async () => {
  const { readPrivateKey, revokeKey } = await import("openpgp");
  const key = await readPrivateKey({ armoredKey: at.lasting.armoredPrivate });
  const date = new Date("2026-03-11T00:00:00Z");
  const gone = await revokeKey({ key, date, format: "object" });
  const found = await at.aMailedCase(at.lasting);
  const on = { ...at.tasks.on, lookUpKey: async () => gone.publicKey.write() };
  const { caseId, partyId } = found;
  const message = { caseId, partyId, text: secret, question: false };
  const { messageId } = await sendMessage.run(at.house.context, at.lead, message);
  await runOwed(on);
  expect(await at.deliveriesOf(messageId)).toMatchObject([
    { state: "withheld", code: "key-revoked" },
  ]);
  expect(await at.types(caseId)).toContain("party-key.revoked");
});

test("the party's domain is asked for a key once a day, and what it serves is offered, not used", async () => {
  const { wkdKey } = await import("../../formats/mail/wkd.ts");
  const asked: string[] = [];
  const served = await wkdKey(at.lasting.armoredPublic);
  const on = {
    ...at.tasks.on,
    lookUpKey: async (address: string) => {
      asked.push(address);
      return served;
    },
  };
  const found = await at.aMailedCase();
  const send = async (text: string) => {
    const { caseId, partyId } = found;
    await sendMessage.run(at.house.context, at.lead, { caseId, partyId, text, question: false });
    await runOwed(on);
  };
  await send(secret);
  await send("A second word.");
  expect(asked).toEqual(["finder@research.example"]);
  expect(await at.offeredKey(found.caseId)).toMatchObject({
    ...{ source: "wkd", about: { where: "wkd", names: "sender", unusable: null } },
  });
  const letters = await at.toFinder();
  expect(letters.map(({ encrypted }) => encrypted)).toEqual([false, false]);
  expect(letters[0]?.text).toContain("no confirmed public key");
  at.house.passSeconds(day + 60);
  await send("On the next day.");
  expect(asked).toHaveLength(2);
});
