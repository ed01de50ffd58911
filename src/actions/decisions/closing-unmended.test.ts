/** Whose it is to mend what was found: a maker ends a case with its remedies, a coordinator once everybody is told. */
import { afterEach, expect, test } from "vitest";
import { aCase, aPerson } from "../../../test/support/cases.ts";
import { testContext } from "../../../test/support/context.ts";
import { policyOf } from "../../../test/support/policy-files.ts";
import { publishCase } from "../../../test/support/published-case.ts";
import { testTasks } from "../../../test/support/tasks.ts";
import { standingOf } from "../../core/cases/stage.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import { closeCase } from "./close-case.ts";
import { concludeAnalysis } from "./conclude-analysis.ts";
import { decideRelevancy } from "./decide-relevancy.ts";

const explanation =
  "A crafted packet restarts the gateway, as our laboratory has seen with two samples.";

let close: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const each of close.reverse()) await each();
  close = [];
});

/** A house under that policy that confirmed a vulnerability of which no remedy is there. */
async function confirmedUnder(file: string) {
  const made = await testContext();
  const house = { ...made, context: { ...made.context, policies: [policyOf(file)] } };
  const tasks = await testTasks(house);
  close = [made.close, tasks.close];
  const analyst = await aPerson(house, "analyst", "psp");
  const { caseId } = await aCase(house);
  const relevant = { caseId, outcome: "relevant" as const, touches: ["availability" as const] };
  await decideRelevancy.run(house.context, analyst, { ...relevant, explanation });
  const confirmed = { caseId, outcome: "confirmed" as const, explanation };
  await concludeAnalysis.run(house.context, analyst, confirmed);
  await runOwed(tasks.on);
  const end = () => closeCase.run(house.context, analyst, { caseId, reason: "resolved" });
  const missing = () =>
    house.context.transaction(analyst, async (tx) => {
      return standingOf(await factsOf(tx, caseId, policyOf(file))).missing;
    });
  return { house, tasks, analyst, caseId, end, missing };
}

test("[CC-05] who coordinates closes what its maker left unmended, once everybody is told", async () => {
  const found = await confirmedUnder("certcc.yaml");
  await expect(found.end()).rejects.toMatchObject({ code: "case.unpublished" });
  // Everybody is told while no remedy is there.
  await publishCase(found);
  expect(await found.missing()).toEqual(["closing"]);
  await found.end();
});

test("[ALU-13] a maker still owes the remedy when everybody is told", async () => {
  const found = await confirmedUnder("ale.yaml");
  await expect(found.end()).rejects.toMatchObject({ code: "case.unmended" });
  // Everybody is told while no remedy is there.
  await publishCase(found);
  expect(await found.missing()).toEqual(["remedy"]);
  await expect(found.end()).rejects.toMatchObject({ code: "case.unmended" });
});
