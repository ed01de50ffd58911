import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { theWorker } from "../../../test/support/context.ts";
import {
  type MailedCase,
  type MailedHouse,
  mailedHouse,
} from "../../../test/support/mailed-house.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { confirmPartyKey } from "../../actions/party-keys/confirm-party-key.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import type { OutgoingMail } from "../../formats/mail/compose-mail.ts";
import { makeKeyPair, type NewKeyPair } from "../../formats/mail/keys.ts";
import { readMail } from "../../formats/mail/read-mail.ts";
import { identityOf } from "../../store/parties/reader.ts";
import { keysKnownAt } from "../../store/party-keys/known-keys-reader.ts";
import { partyKeysOf } from "../../store/party-keys/reader.ts";
import { runOwed } from "../run-owed.ts";

let at: MailedHouse;
let web: TestWeb;

beforeAll(async () => {
  at = await mailedHouse();
  await ensureHouse.run(at.house.context, theWorker, {});
  web = await testConsole(at.house);
});
beforeEach(() => at.begin());
afterAll(async () => {
  await web.app.close();
  await at.close();
});

/** A desk that writes from an address of its own, with two keys; "VU#" makes it a coordinator's. */
interface Desk {
  readonly address: string;
  readonly key: NewKeyPair;
  readonly other: NewKeyPair;
  /** A first mail: of a coordinator, unless its subject is told. */
  writes(wish?: Wish): Promise<MailedCase>;
  /** The letters that reached it, opened with the key. */
  letters(): Promise<{ encrypted: boolean; decrypted: boolean; text: string }[]>;
}

interface Wish extends Partial<OutgoingMail> {
  readonly signedBy?: NewKeyPair;
  readonly brings?: NewKeyPair;
}

let desks = 0;
let notes = 0;
async function aDesk(wish: { validForSeconds?: number } = {}): Promise<Desk> {
  desks += 1;
  const address = `desk@coordination-${desks}.example`;
  const owner = { name: "Desk", email: address, now: new Date("2026-03-10T00:00:00Z") };
  const [key, other] = [await makeKeyPair({ ...owner, ...wish }), await makeKeyPair(owner)];
  return {
    ...{ address, key, other },
    async writes({ signedBy, brings, ...rest } = {}) {
      notes += 1;
      const { composeMail } = await import("../../formats/mail/compose-mail.ts");
      const mail = at.aMail({
        ...{ from: { address }, subject: `VU#${100_000 + notes} a weakness in your gateway` },
        ...{ attachments: brings ? [at.keyFile(brings)] : [], ...rest },
      });
      const signing = signedBy ? { signWith: { armored: signedBy.armoredPrivate } } : {};
      await at.take(await composeMail(mail, signing));
      return newestCase();
    },
    async letters() {
      const to = at.tasks.sent.filter(({ to }) => to.includes(address));
      const keys = { own: [{ armored: key.armoredPrivate }], trust: [at.tasks.ownKey.publicKey] };
      const now = at.house.context.now();
      return Promise.all(to.map(({ raw }) => readMail(raw, { ...keys, now })));
    },
  };
}

async function newestCase(): Promise<MailedCase> {
  const { rows } = await at.house.pools.worker.query(
    `select c.case_id as "caseId", p.party_id as "partyId"
       from cases c join parties p using (case_id) order by c.case_id desc limit 1`,
  );
  const { caseId, partyId } = rows[0];
  const side = { caseId, side: partyId };
  return { ...rows[0], reporter: { kind: "outsider", id: partyId, role: "reporter", ...side } };
}

const keysOf = (caseId: string) =>
  at.house.context.transaction(theWorker, (tx) => partyKeysOf(at.house.context, tx, caseId));

const inUse = async (partyId: string) =>
  (await at.house.context.transaction(theWorker, (tx) => identityOf(at.house.context, tx, partyId)))
    ?.keyFingerprint;

/** A colleague compares the key that waits on this case with its owner. */
async function compare({ caseId }: MailedCase, key: NewKeyPair): Promise<void> {
  const waiting = (await keysOf(caseId)).filter(({ state }) => state === "offered");
  const said = { caseId, how: "Read out at the number on their site." };
  for (const { keyId } of waiting) {
    const { fingerprint } = key;
    const told = confirmPartyKey.run(at.house.context, at.lead, { ...said, keyId, fingerprint });
    await told.catch((error) => {
      if (error.code !== "party-key.other-fingerprint") throw error;
    });
  }
  await runOwed(at.tasks.on);
}

/** The desk's key was compared on 11 March, in a case of its own. */
async function aComparedDesk(wish?: { validForSeconds?: number }) {
  const desk = await aDesk(wish);
  const first = await desk.writes({ brings: desk.key });
  await compare(first, desk.key);
  expect(await inUse(first.partyId)).toBe(desk.key.fingerprint);
  at.house.setClock("2026-03-18T08:00:00.000Z");
  at.tasks.sent.length = 0;
  return { desk, first };
}

async function referenceOf({ caseId }: MailedCase): Promise<string> {
  const sql = "select reference from cases where case_id = $1";
  return (await at.house.pools.worker.query(sql, [caseId])).rows[0].reference;
}

let colleagues = 0;
async function aLead(): Promise<Colleague> {
  colleagues += 1;
  return aSignedIn(web, at.house.context, `lead-${colleagues}`, "lead");
}

/** The page itself, without the list of commands that every page has. */
async function namesOf(who: Colleague, found: MailedCase): Promise<string> {
  const { body } = await who.browser.get(`/console/cases/${await referenceOf(found)}/names`);
  return textOf(/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? "");
}

describe("a coordinator whose key a colleague compared in another case", () => {
  test("[CC-14] is answered encrypted from the first letter on, where its new case's mail is signed by exactly that key", async () => {
    const { desk, first } = await aComparedDesk();
    const found = await desk.writes({ signedBy: desk.key });
    expect(await inUse(found.partyId)).toBe(desk.key.fingerprint);
    expect(await keysOf(found.caseId)).toMatchObject([
      { state: "confirmed", source: "known", about: { signedThis: true } },
    ]);
    expect(await at.types(found.caseId)).toContain("party-key.recognised");
    await at.write(found);
    const letters = await desk.letters();
    expect(letters.length).toBeGreaterThan(0);
    expect(letters.every(({ encrypted, decrypted }) => encrypted && decrypted)).toBe(true);
    expect(letters.at(-1)?.text).toContain("frame seven");
    const page = await namesOf(await aLead(), found);
    expect(page).toContain("confirmed in another case on 11 March 2026");
    expect(page).not.toContain(await referenceOf(first));
    const reference = await referenceOf(found);
    const { browser } = await aLead();
    const history = textOf((await browser.get(`/console/cases/${reference}/history`)).body);
    expect(history).toContain("took the key that was confirmed in another case on 11 March 2026");
    expect(history).not.toContain(await referenceOf(first));
  });

  test("[CC-14] is offered that key where nothing is signed, and one press confirms it", async () => {
    const { desk, first } = await aComparedDesk();
    const found = await desk.writes();
    expect(await inUse(found.partyId)).toBeNull();
    const [key] = await keysOf(found.caseId);
    expect(key).toMatchObject({
      ...{ state: "offered", source: "known" },
      about: { comparedAt: "2026-03-11T08:00:00.000Z", signedThis: false },
    });
    await at.write(found);
    expect((await desk.letters()).map(({ encrypted }) => encrypted)).not.toContain(true);

    const who = await aLead();
    const page = await namesOf(who, found);
    expect(page).toContain("Offered, not confirmed");
    expect(page).toContain("confirmed in another case on 11 March 2026");
    expect(page).not.toContain(await referenceOf(first));
    const path = `/console/cases/${await referenceOf(found)}`;
    const form = { caseId: found.caseId, keyId: key?.keyId ?? "" };
    const deed = `${path}/deeds/confirm-party-key?view=names`;
    expect((await who.browser.submit(`${path}/names`, form, deed)).statusCode).toBe(303);
    await runOwed(at.tasks.on);
    expect(await inUse(found.partyId)).toBe(desk.key.fingerprint);
    expect((await desk.letters()).at(-1)).toMatchObject({ encrypted: true, decrypted: true });
    // The date stays that of the comparison, in the next case too.
    at.house.setClock("2026-03-25T08:00:00.000Z");
    const [next] = await keysOf((await desk.writes()).caseId);
    expect(next?.about.comparedAt).toBe("2026-03-11T08:00:00.000Z");
  });

  test("is not taken for another key that comes along, though it signed the mail: whoever forges an address has one", async () => {
    const { desk } = await aComparedDesk();
    const found = await desk.writes({ signedBy: desk.other, brings: desk.other });
    expect(await inUse(found.partyId)).toBeNull();
    expect(await keysOf(found.caseId)).toMatchObject([
      { state: "offered", source: "known" },
      { state: "offered", source: "mail" },
    ]);
  });

  test("is offered no key that was replaced since, and one press no longer confirms one that waits", async () => {
    const { desk, first } = await aComparedDesk();
    const found = await desk.writes();
    const [key] = await keysOf(found.caseId);
    await at.take(await answerTo(desk, first, desk.other));
    await compare(first, desk.other);
    expect(await inUse(first.partyId)).toBe(desk.other.fingerprint);
    const press = { caseId: found.caseId, keyId: key?.keyId ?? "", fingerprint: "", how: "" };
    await expect(confirmPartyKey.run(at.house.context, at.lead, press)).rejects.toMatchObject({
      code: "party-key.known-no-more",
    });
    const next = await desk.writes();
    const offered = await vaultOf(next);
    expect(offered).toEqual([desk.other.fingerprint]);
  });

  test("is offered no key that has expired since", async () => {
    const { desk } = await aComparedDesk({ validForSeconds: 5 * 86_400 });
    expect(await keysOf((await desk.writes()).caseId)).toEqual([]);
  });

  test("is offered no key that its owner revoked since", async () => {
    const { readPrivateKey, revokeKey } = await import("openpgp");
    const { desk, first } = await aComparedDesk();
    const privateKey = await readPrivateKey({ armoredKey: desk.key.armoredPrivate });
    const date = new Date("2026-03-12T00:00:00Z");
    const revoked = await revokeKey({ key: privateKey, date, format: "armored" });
    const copy = { ...desk.key, armoredPublic: revoked.publicKey };
    await at.take(await answerTo(desk, first, copy));
    expect(await at.types(first.caseId)).toContain("party-key.revoked");
    expect(await keysOf((await desk.writes()).caseId)).toEqual([]);
  });

  test("is offered no key that was replaced or revoked in any of its cases, though the first still uses it", async () => {
    const { desk, first } = await aComparedDesk();
    const second = await desk.writes({ signedBy: desk.key });
    at.house.passSeconds(3_600);
    await at.take(await answerTo(desk, second, desk.other));
    await compare(second, desk.other);
    expect(await inUse(first.partyId)).toBe(desk.key.fingerprint);
    expect(await vaultOf(await desk.writes())).toEqual([desk.other.fingerprint]);
  });

  test("was taken on first use alone: then it is suggested to nobody", async () => {
    const desk = await aDesk();
    const first = await desk.writes({ signedBy: desk.key, brings: desk.key });
    expect(await inUse(first.partyId)).toBe(desk.key.fingerprint);
    expect(await keysOf((await desk.writes()).caseId)).toEqual([]);
  });
});

/** A mail in the thread of that case which brings a key. */
async function answerTo(desk: Desk, { caseId }: MailedCase, brings: NewKeyPair) {
  const { composeMail } = await import("../../formats/mail/compose-mail.ts");
  const reference = await at.house.pools.worker.query(
    "select reference from cases where case_id = $1",
    [caseId],
  );
  const subject = `Re: [${reference.rows[0].reference}] our key`;
  const from = { address: desk.address };
  return composeMail(at.aMail({ from, subject, attachments: [at.keyFile(brings)] }));
}

/** The fingerprints that wait on a case. */
async function vaultOf({ caseId, partyId }: MailedCase): Promise<string[]> {
  const { openVault } = await import("../../actions/identity/open-vault.ts");
  const reason = "To compare the fingerprints that wait.";
  const seen = await openVault.run(at.house.context, at.lead, { caseId, partyId, reason });
  return "keys" in seen ? seen.keys.map(({ fingerprint }) => fingerprint) : [];
}

describe("a reporter whose key a colleague compared in another case", () => {
  const report = { subject: "A weakness in your gateway" };

  test("is known by the signature of the very mail alone, as on first use, and nothing tells of the other case", async () => {
    const desk = await aDesk();
    const first = await desk.writes({ ...report, brings: desk.key });
    await compare(first, desk.key);
    const unsigned = await desk.writes(report);
    expect(await keysOf(unsigned.caseId)).toEqual([]);
    const signed = await desk.writes({ ...report, signedBy: desk.key });
    expect(await inUse(signed.partyId)).toBe(desk.key.fingerprint);
    expect(await keysOf(signed.caseId)).toMatchObject([
      { state: "confirmed", source: "mail", about: { where: "signature" } },
    ]);
    const page = await namesOf(await aLead(), signed);
    expect(page).toContain("from what is known of whoever signed their first mail");
    expect(page).not.toContain("another case");
    const forged = await desk.writes({ ...report, signedBy: desk.other });
    expect(await keysOf(forged.caseId)).toEqual([]);
  });
});

test("nobody but the worker learns what is known of an address", async () => {
  const { desk } = await aComparedDesk();
  const { context } = at.house;
  const asked = (actor: typeof theWorker | typeof at.lead) =>
    context.transaction(actor, (tx) => keysKnownAt(context, tx, desk.address, context.newId()));
  expect(await asked(theWorker)).toHaveLength(1);
  expect(await asked(at.lead)).toEqual([]);
});
