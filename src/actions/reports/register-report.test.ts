import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase } from "../../../test/support/cases.ts";
import { aColleague, type TestContext, testContext } from "../../../test/support/context.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { partiesOf } from "../../store/parties/reader.ts";

let house: TestContext;
beforeAll(async () => {
  house = await testContext();
});
afterAll(() => house.close());

test("[ALE-10] anybody can report without an account, and a case opens with its promises", async () => {
  const { caseId } = await aCase(house);
  const analyst = aColleague("analyst");
  await house.context.transaction(analyst, async (tx) => {
    const head = await headOf(tx, caseId);
    expect(head?.stage).toBe("received");
    const clocks = await clocksOf(tx, caseId);
    expect(clocks.map((clock) => clock.promise)).toContain("acknowledge-report");
    expect((await partiesOf(tx, caseId)).map((party) => party.pseudonym)).toEqual(["Reporter"]);
  });
});

test("[ALE-29] a report that waited in the inbox gives us no more time", async () => {
  const received = house.context.now();
  const { caseId } = await aCase(house, "a restart", {}, () => house.passSeconds(3 * 86_400));
  await house.context.transaction(aColleague("analyst"), async (tx) => {
    const clocks = await clocksOf(tx, caseId);
    const owed = clocks.find((clock) => clock.promise === "acknowledge-report");
    expect(owed).toMatchObject({ startedAt: received, dueAt: new Date("2026-03-13T22:59:59Z") });
  });
});

test("[ALE-39] a colleague outside the team sees no case, and no count of cases", async () => {
  const { caseId } = await aCase(house);
  const stranger = { ...aColleague("analyst"), groupIds: [] };
  await house.context.transaction(stranger, async (tx) => {
    expect(await headOf(tx, caseId)).toBeUndefined();
    const count = await tx.first<{ count: number }>(`select count(*)::int as "count" from cases`);
    expect(count?.count).toBe(0);
  });
});
