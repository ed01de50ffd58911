import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase } from "../../../test/support/cases.ts";
import { aColleague, type TestContext, testContext } from "../../../test/support/context.ts";
import { staffSide } from "../../core/cases/sides.ts";
import { onCase } from "../on-case.ts";
import { sendMessage } from "./send-message.ts";

let house: TestContext;
beforeAll(async () => {
  house = await testContext();
});
afterAll(() => house.close());

// A deed locks the case's head and then its stream of events; a party's message locks the stream,
// and its row points to the case. Were the first lock against pointing too, each would wait for
// the other, and PostgreSQL would end one of them.
test("a reporter's message and a deed on the same case never wait for each other in a circle", async () => {
  const { caseId, reporter } = await aCase(house);
  await onCase(house.context, aColleague("analyst"), "write-note", caseId, async (desk) => {
    // The head is locked now, and the message goes through all the same.
    const written = { caseId, text: "One thing more.", question: false };
    await sendMessage.run(house.context, reporter, written);
    await desk.record({ sideId: staffSide, type: "note.written", body: {} });
  });
  const { rows } = await house.pools.worker.query(
    "select type from events where case_id = $1 and type in ('note.written', 'message.received') order by seq",
    [caseId],
  );
  expect(rows.map(({ type }) => type)).toEqual(["message.received", "note.written"]);
});
