import { afterAll, beforeAll, expect, test } from "vitest";
import {
  aColleague,
  anyone,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { perform } from "../action.ts";
import { registerReport } from "./register-report.ts";
import { takeReport } from "./take-report.ts";

let house: TestContext;
beforeAll(async () => {
  house = await testContext();
});
afterAll(() => house.close());

async function aReport(): Promise<{ caseId: string }> {
  const report = {
    email: "finder@research.example",
    product: "OmniGate 9000",
    description: "A crafted packet makes the gateway restart.",
  };
  await perform(house.context, takeReport, anyone, report);
  const row = await house.pools.worker.query(
    "select inbox_id from inbox where state = 'new' order by received_at desc limit 1",
  );
  const arrival = {
    fields: report,
    files: [],
    language: "en",
    answersBy: "mail",
    undertakings: null,
    encrypted: false,
    decrypted: true,
    signature: "none",
    key: null,
    problems: [],
    automatic: false,
    attemptedAt: null,
  } as const;
  const made = await registerReport.run(house.context, theWorker, {
    inboxId: row.rows[0].inbox_id,
    arrival,
  });
  return { caseId: made.caseId ?? "" };
}

test("[ALE-10] anybody can report without an account, and a case opens with its promises", async () => {
  const { caseId } = await aReport();
  const analyst = aColleague("analyst");
  await house.context.transaction(analyst, async (tx) => {
    const head = await headOf(tx, caseId);
    expect(head?.stage).toBe("received");
    const clocks = await clocksOf(tx, caseId);
    expect(clocks.map((clock) => clock.promise)).toContain("acknowledge-report");
    expect((await partiesOf(tx, caseId)).map((party) => party.pseudonym)).toEqual(["Reporter"]);
  });
});

test("[ALE-39] a colleague outside the team sees no case, and no count of cases", async () => {
  const { caseId } = await aReport();
  const stranger = { ...aColleague("analyst"), groupIds: [] };
  await house.context.transaction(stranger, async (tx) => {
    expect(await headOf(tx, caseId)).toBeUndefined();
    const count = await tx.first<{ count: number }>(`select count(*)::int as "count" from cases`);
    expect(count?.count).toBe(0);
  });
});
