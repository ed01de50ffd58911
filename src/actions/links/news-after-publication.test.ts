/** What reporters read of confidentiality once the case is published: the first one, and who came later. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { policyOf } from "../../../test/support/policy-files.ts";
import { publishCase } from "../../../test/support/published-case.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import type { Actor } from "../../core/people/actor.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { remediesOf } from "../../store/remedies/reader.ts";
import { vulnerabilitiesOf } from "../../store/scoring/reader.ts";
import { perform } from "../action.ts";
import { concludeAnalysis } from "../decisions/conclude-analysis.ts";
import { decideRelevancy } from "../decisions/decide-relevancy.ts";
import { deliverRemedy } from "../remedies/deliver-remedy.ts";
import { planRemedy } from "../remedies/plan-remedy.ts";
import { markDuplicate } from "./mark-duplicate.ts";

let house: TestContext;
let tasks: TestTasks;
let analyst: Extract<Actor, { kind: "staff" }>;
let earlier: TestCase;
let later: TestCase;

beforeAll(async () => {
  const made = await testContext();
  house = { ...made, context: { ...made.context, policies: [policyOf("ale.yaml")] } };
  tasks = await testTasks(house);
  analyst = await aPerson(house, "analyst", "psp");
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

const explanation =
  "The packet that you describe restarts the gateway by the length field that we mend already in its parser.";

beforeEach(async () => {
  earlier = await aCase(house, "a restart", { email: "zm@harbour.example" });
  house.passSeconds(3_600);
  later = await aCase(house, "a reboot", { email: "ak@bay.example" });
  await runOwed(tasks.on);
  const follow = { caseId: later.caseId, of: earlier.reference, explanation };
  await markDuplicate.run(house.context, analyst, follow);
  const { caseId } = earlier;
  const relevant = { outcome: "relevant" as const, touches: ["availability" as const] };
  await decideRelevancy.run(house.context, analyst, { caseId, ...relevant, explanation });
  await concludeAnalysis.run(house.context, analyst, {
    ...{ caseId, outcome: "confirmed" as const, explanation },
  });
  await runOwed(tasks.on);
  house.passSeconds(60);
});

async function plan(kind: string, promisedFor?: string): Promise<void> {
  const { caseId } = earlier;
  const [flaw] = await house.context.transaction(analyst, (tx) =>
    vulnerabilitiesOf(house.context, tx, caseId),
  );
  await perform(house.context, planRemedy, analyst, {
    ...{ caseId, vulnerabilityId: flaw?.vulnerabilityId, kind, term: "long" },
    ...{ text: "Check the length.", howToObtain: "", productIds: [], promisedFor },
  });
}

async function deliver(): Promise<void> {
  const { caseId } = earlier;
  const [remedy] = await house.context.transaction(analyst, (tx) =>
    remediesOf(house.context, tx, caseId),
  );
  const delivered = { caseId, remedyId: remedy?.remedyId ?? "", verification: explanation };
  await deliverRemedy.run(house.context, analyst, delivered);
}

/** The newest letter to whoever reported it. */
async function newsTo({ caseId, reporter }: TestCase): Promise<string> {
  await runOwed(tasks.on);
  house.passSeconds(60);
  const thread = await house.context.transaction(reporter, (tx) =>
    threadOf(house.context, tx, caseId),
  );
  return thread.findLast(({ direction }) => direction === "out")?.text ?? "";
}

const publish = () => publishCase({ house, tasks, analyst, caseId: earlier.caseId });

test("[ALE-43] after an early publication nobody is asked to wait for it, and the last remedy ends the request for all", async () => {
  await publish();
  expect(await newsTo(earlier)).toContain("until a remedy is available to our customers.");
  expect(await newsTo(later)).toContain(
    "Please keep what is not in the publication confidential until a remedy is available to our customers.",
  );
  await plan("patch", "2026-09-01T10:00:00Z");
  for (const one of [earlier, later]) {
    const text = await newsTo(one);
    expect(text).toMatch(/planned for|will be available|1 September 2026/);
    expect(text).toContain("confidential until a remedy is available to our customers.");
    expect(text).not.toContain("the publication has been made");
  }
  await deliver();
  expect(await newsTo(earlier)).toContain("that ends here");
  const text = await newsTo(later);
  expect(text).toContain("A remedy is available now.");
  expect(text).toContain("If we asked you to keep the matter confidential, that has ended.");
  expect(text).not.toContain("Please keep");
});

test("[ALE-43] a remedy before the publication asks for no more than the publication", async () => {
  await plan("patch", "2026-09-01T10:00:00Z");
  expect(await newsTo(later)).toContain(
    "confidential until a remedy is available to our customers and the publication has been made.",
  );
  await deliver();
  const text = await newsTo(later);
  expect(text).toContain("A remedy is available now.");
  expect(text).not.toMatch(/Please keep|has ended/);
  await publish();
  expect(await newsTo(later)).toContain("that ends here");
});

test("[ALE-43] where no remedy is to come, the publication waits for none and ends the request", async () => {
  await plan("no-fix-planned");
  await publish();
  const first = await newsTo(earlier);
  expect(first).toContain("No remedy is planned. The publication is made: our request");
  expect(first).not.toMatch(/not all remedies|until a remedy/i);
  const second = await newsTo(later);
  expect(second).toContain("that ends here");
  expect(second).not.toContain("until a remedy");
});
