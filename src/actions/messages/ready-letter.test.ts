import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase } from "../../../test/support/cases.ts";
import { aColleague, type TestContext, testContext } from "../../../test/support/context.ts";
import { Refusal } from "../../core/refusal.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { sendMessage } from "./send-message.ts";

let house: TestContext;
let caseId: string;
let partyId: string;
const analyst = aColleague("analyst");
beforeAll(async () => {
  house = await testContext();
  const made = await aCase(house);
  caseId = made.caseId;
  partyId = made.reporter.id;
});
afterAll(() => house.close());

function send(words: { text: string; subject?: string; letter?: "cve-id" }) {
  const message = { caseId, partyId, question: false, ...words };
  return sendMessage.run(house.context, analyst, message);
}

test.each([
  { text: "It has the CVE id [___ CVE id ___]." },
  { text: "It has CVE-2026-1000.", subject: "The id [___ CVE id ___]" },
])("a ready text with a blank left is not sent, and the blank is named", async (words) => {
  const refusal = await send(words).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toMatchObject({ code: "message.blank-left", details: { what: "CVE id" } });
});

test("a completed ready text is sent with its subject, and the history knows which letter it was", async () => {
  const { messageId } = await send({
    ...{ letter: "cve-id", subject: "The CVE id of what you reported" },
    text: "It has CVE-2026-1000.",
  });
  const thread = await house.context.transaction(analyst, (tx) =>
    threadOf(house.context, tx, caseId),
  );
  expect(thread.find((each) => each.messageId === messageId)).toMatchObject({
    subject: "The CVE id of what you reported",
    text: "It has CVE-2026-1000.",
    template: "message",
  });
  const { rows } = await house.pools.worker.query(
    "select body from events where case_id = $1 and type in ('message.written', 'message.sent')",
    [caseId],
  );
  expect(rows.map(({ body }) => JSON.parse(body).letter)).toEqual(["cve-id"]);
});
