import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aPersonAt } from "../../../test/support/cases.ts";
import { mailedHouse } from "../../../test/support/mailed-house.ts";
import { assignCase } from "../../actions/cases/assign-case.ts";
import { composeMail } from "../../formats/mail/compose-mail.ts";

let at: Awaited<ReturnType<typeof mailedHouse>>;

beforeAll(async () => {
  at = await mailedHouse();
  at.house.letClockRun();
});
afterAll(() => at?.close());
beforeEach(() => at.begin());

/** They answer what we wrote last. */
async function answer(to: string | null, text: string): Promise<void> {
  await at.take(await composeMail(at.aMail({ subject: "Re:", inReplyTo: to, text })));
}

test("[ALE-09] the owner of a case hears of a word that came by mail, once until it is answered", async () => {
  const found = await at.aMailedCase();
  const owner = await aPersonAt(at.house, "owner@psirt.example", "analyst");
  await assignCase.run(at.house.context, at.lead, { caseId: found.caseId, ownerId: owner.id });
  await at.write(found, "Which release do you run?");
  const [asked] = await at.toFinder();
  at.tasks.sent.length = 0;
  await answer(asked?.messageId ?? null, "Release 2.4, with the patch of May.");
  expect(await at.types(found.caseId)).toContain("message.received");
  expect(at.tasks.sent.map(({ to }) => to)).toEqual([["owner@psirt.example"]]);
  await answer(asked?.messageId ?? null, "And in release 2.5.");
  expect(at.tasks.sent).toHaveLength(1);
});
