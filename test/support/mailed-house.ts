/** A finder who writes by mail, with a key that lapses and one that lasts, and what a lead answers. */
import { assignCase } from "../../src/actions/cases/assign-case.ts";
import { sendMessage } from "../../src/actions/messages/send-message.ts";
import { takeMail } from "../../src/actions/reports/take-mail.ts";
import type { Actor } from "../../src/core/people/actor.ts";
import { composeMail, type OutgoingMail } from "../../src/formats/mail/compose-mail.ts";
import { makeKeyPair, type NewKeyPair } from "../../src/formats/mail/keys.ts";
import { type ReadMail, readMail } from "../../src/formats/mail/read-mail.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { timelineOf } from "../../src/store/events/reader.ts";
import { partyKeysOf } from "../../src/store/party-keys/reader.ts";
import { aPerson } from "./cases.ts";
import { anyone, type TestContext, testContext, theWorker } from "./context.ts";
import { type TestTasks, testTasks } from "./tasks.ts";

/** What the lead writes unless told otherwise; holds "frame seven". */
const secret = "The pointer of frame seven is never checked.";

export interface MailedCase {
  readonly caseId: string;
  readonly partyId: string;
  readonly reporter: Extract<Actor, { kind: "outsider" }>;
}

export type MailedHouse = Awaited<ReturnType<typeof mailedHouse>>;

export async function mailedHouse() {
  const house: TestContext = await testContext();
  house.setClock("2026-03-10T08:00:00.000Z");
  const tasks: TestTasks = await testTasks(house);
  const lead = await aPerson(house, "lead", "analyst");
  const now = new Date("2026-03-10T00:00:00Z");
  const owner = { name: "Finder", email: "finder@research.example", now };
  /** Lasts until 20 March. */
  const lapsing: NewKeyPair = await makeKeyPair({ ...owner, validForSeconds: 10 * 86_400 });
  const lasting: NewKeyPair = await makeKeyPair(owner);

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

  /** The case of a mail that is signed by the key and brings it, or brings nothing. */
  async function aMailedCase(
    key?: NewKeyPair,
    wish: Partial<OutgoingMail> = {},
  ): Promise<MailedCase> {
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

  async function write({ caseId, partyId }: MailedCase, text = secret): Promise<string> {
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

  /** In the order in which they were owed, also where the clock stood still meanwhile. */
  async function deliveriesOf(messageId: string) {
    const { rows } = await house.pools.worker.query(
      `select state, code, left_as as leaves from deliveries where message_id = $1
        order by owed_at, resends is not null, way is not distinct from 'words'`,
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

  return {
    ...{ house, tasks, lead, lapsing, lasting },
    ...{ aMail, take, aMailedCase, keyFile, write, toFinder, deliveriesOf, offeredKey, types },
    /** Before each test: a Wednesday, and no mail yet. */
    begin() {
      house.setClock("2026-03-11T08:00:00.000Z");
      tasks.sent.length = 0;
    },
    async close() {
      await tasks.close();
      await house.close();
    },
  };
}
