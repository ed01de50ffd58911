import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { anyone, type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { letIn } from "../../../test/sweep/outsider.ts";
import type { Actor } from "../../core/people/actor.ts";
import { nothingOfMail } from "../../core/reports/nothing-of-mail.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { reachedBy } from "../../store/messages/reached-reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { takeMail } from "../reports/take-mail.ts";
import { answerAll } from "./answer-all.ts";
import { registerMessage } from "./register-message.ts";

let house: TestContext;
let found: TestCase;
let vendorId: string;
let customerId: string;
let lead: Extract<Actor, { kind: "staff" }>;

beforeAll(async () => {
  house = await testContext();
  found = await aCase(house);
  lead = await aPerson(house, "lead");
  const others = { pseudonym: "Vendor 1", name: "acme" };
  vendorId = (await letIn(house, found.caseId, "vendor", others)).partyId;
  const third = { pseudonym: "Customer 1", name: "bank" };
  customerId = (await letIn(house, found.caseId, "customer", third)).partyId;
});
afterAll(() => house.close());

/** A mail of the reporter that went to these addresses. */
async function aMail(copies: readonly string[]): Promise<string> {
  const raw = new Uint8Array(Buffer.from(`Subject: ${copies.join()} ${house.context.newId()}`));
  await takeMail.run(house.context, anyone, { raw });
  const { rows } = await house.pools.worker.query<{ id: string }>(
    "select inbox_id as id from inbox where state = 'new'",
  );
  const { messageId } = await registerMessage.run(house.context, theWorker, {
    ...{ inboxId: rows[0]?.id ?? "", caseId: found.caseId, partyId: found.reporter.id },
    ...{ subject: "Together", copies: [...copies] },
    arrival: {
      ...{ fields: { description: "To both of you." }, files: [], language: "en" },
      ...{ answersBy: "mail", undertakings: null },
      ...nothingOfMail,
    },
  });
  return messageId ?? "";
}

const answer = (messageId: string, text: string) =>
  answerAll.run(house.context, lead, { caseId: found.caseId, messageId, text, tells: "talk" });

const threadIn = (actor: Actor) =>
  house.context.transaction(actor, (tx) => threadOf(house.context, tx, found.caseId));

test("a mail that went to other parties as well is known to have reached them, whatever else it names", async () => {
  const messageId = await aMail([
    "psirt@ale.example",
    "ACME@vendor.example",
    "nobody@else.example",
  ]);
  const reached = await house.context.transaction(lead, (tx) =>
    reachedBy(house.context, tx, found.caseId, messageId),
  );
  expect(reached).toEqual([found.reporter.id, vendorId]);
});

test("an answer to all is a message of its own for each of them, in each one's own thread", async () => {
  const messageId = await aMail(["acme@vendor.example"]);
  const { messageIds } = await answer(messageId, "We can reproduce it.");
  expect(new Set(messageIds).size).toBe(2);
  const written = (await threadIn(lead)).filter(({ text }) => text === "We can reproduce it.");
  expect(written.map(({ sideId }) => sideId).sort()).toEqual([found.reporter.id, vendorId].sort());
  expect(written.map(({ sideId }) => sideId)).not.toContain(customerId);
  // Each sees one message, and nothing of the other.
  const own = (await threadIn(found.reporter)).filter(
    ({ text }) => text === "We can reproduce it.",
  );
  expect(own.map(({ sideId }) => sideId)).toEqual([found.reporter.id]);
  const { rows } = await house.pools.worker.query(
    "select party_id as id from deliveries where message_id = any ($1::uuid[])",
    [messageIds],
  );
  // Only the reporter answers by mail here; no delivery has two readers.
  expect(rows).toEqual([{ id: found.reporter.id }]);
  const events = await house.context.transaction(theWorker, (tx) => timelineOf(tx, found.caseId));
  expect(events.filter(({ body }) => body.answers === messageId)).toHaveLength(2);
});

test("what names one of them to another is written to none", async () => {
  const messageId = await aMail(["acme@vendor.example"]);
  const before = await threadIn(lead);
  await expect(answer(messageId, "As finder@research.example wrote.")).rejects.toMatchObject({
    code: "identity.would-leak",
  });
  expect(await threadIn(lead)).toHaveLength(before.length);
});

test("a mail that reached nobody else is answered in its own thread", async () => {
  const messageId = await aMail(["psirt@ale.example"]);
  await expect(answer(messageId, "Thank you.")).rejects.toMatchObject({
    code: "message.reached-one",
  });
});
