import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { addMember } from "./add-member.ts";

let house: TestContext;
beforeAll(async () => {
  house = await testContext();
});
afterAll(() => house.close());

test("[ALE-39] a colleague of another team reads a case once somebody let them in, and no other case", async () => {
  const [shared, other] = [await aCase(house), await aCase(house)];
  const engineer = { ...(await aPerson(house, "engineer")), groupIds: [] };
  const sees = (caseId: string) =>
    house.context.transaction(engineer, async (tx) => (await headOf(tx, caseId)) !== undefined);
  expect([await sees(shared.caseId), await sees(other.caseId)]).toEqual([false, false]);
  const reason = "Maintains the parser that is affected.";
  const input = { caseId: shared.caseId, personId: engineer.id, reason };
  await addMember.run(house.context, await aPerson(house, "analyst"), input);
  expect([await sees(shared.caseId), await sees(other.caseId)]).toEqual([true, false]);
});
