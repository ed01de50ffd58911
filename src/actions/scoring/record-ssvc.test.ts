import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import type { Actor } from "../../core/people/actor.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { vulnerabilitiesOf } from "../../store/scoring/reader.ts";
import { ssvcOf } from "../../store/scoring/ssvc-reader.ts";
import { perform } from "../action.ts";
import { decideRelevancy } from "../decisions/decide-relevancy.ts";
import { recordSsvc } from "./record-ssvc.ts";

let house: TestContext;
let found: TestCase;
let analyst: Actor;
let on: { caseId: string; vulnerabilityId: string };

beforeAll(async () => {
  house = await testContext();
  analyst = await aPerson(house, "analyst", "lead");
  found = await aCase(house);
  const { caseId } = found;
  const explanation =
    "A crafted packet stops the gateway until somebody restarts it, from anywhere.";
  const decision = { caseId, outcome: "relevant", touches: ["availability"], explanation };
  await perform(house.context, decideRelevancy, analyst, decision);
  const [first] = await house.context.transaction(analyst, (tx) =>
    vulnerabilitiesOf(house.context, tx, caseId),
  );
  on = { caseId, vulnerabilityId: first?.vulnerabilityId ?? "" };
});
afterAll(() => house.close());

const kept = (actor: Actor) =>
  house.context.transaction(actor, (tx) => ssvcOf(house.context, tx, found.caseId));
const answer = (answers: Record<string, string>, rest: object = {}) =>
  perform(house.context, recordSsvc, analyst, {
    ...on,
    table: "supplier",
    answers: Object.entries(answers).map(([point, value]) => ({ point, value })),
    ...rest,
  });

test("answers are kept with advice, author and reason, and change nothing of the case", async () => {
  const before = await house.context.transaction(analyst, (tx) => headOf(tx, on.caseId));
  const active = { "ssvc:E:1.1.0": "A", "ssvc:U:1.0.1": "S", "ssvc:TI:1.0.0": "" };
  const done = await answer(active, { reason: "Attacks are in the log." });
  expect(done).toEqual({ outcome: "Immediate", possible: ["Immediate"] });
  expect(await kept(analyst)).toMatchObject([
    {
      table: "supplier",
      version: "1.0.0",
      answers: { "ssvc:E:1.1.0": "A", "ssvc:U:1.0.1": "S" },
      outcome: "I",
      reason: "Attacks are in the log.",
      by: analyst.kind === "staff" ? analyst.id : "",
    },
  ]);
  const after = await house.context.transaction(analyst, (tx) => headOf(tx, on.caseId));
  expect(after?.severityBand).toBe(before?.severityBand);
  expect(await kept(found.reporter)).toEqual([]);
});

test("what is no answer of the table is named, and nothing is kept of it", async () => {
  const before = (await kept(analyst)).length;
  await expect(answer({ "ssvc:E:1.1.0": "X" })).rejects.toMatchObject({ code: "ssvc.unknown" });
  await expect(answer({ "ssvc:E:1.1.0": "" })).rejects.toMatchObject({ code: "ssvc.nothing" });
  expect(await kept(analyst)).toHaveLength(before);
});
