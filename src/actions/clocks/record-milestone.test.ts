import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { policyOf } from "../../../test/support/policy-files.ts";
import { staffSide } from "../../core/cases/sides.ts";
import type { Actor } from "../../core/people/actor.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { csafLayout } from "../../formats/csaf/csaf-layout.ts";
import type { VerifyFinding } from "../../store/admin/verification.ts";
import { verify } from "../../store/admin/verify.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { perform } from "../action.ts";
import { moveCaseToPolicy } from "../policies/move-case-to-policy.ts";
import { recordMilestone } from "./record-milestone.ts";

const thales = policyOf("thales.yaml");
const { "acknowledge-appeal": _, ...withoutAppeals } = thales.promises;
const first: Policy = { ...thales, promises: withoutAppeals };
const second: Policy = {
  ...thales,
  version: thales.version + 1,
  inForceFrom: new Date("2026-03-11T08:00:00Z"),
};

let house: TestContext;
let found: TestCase;
let lead: Actor;

beforeEach(async () => {
  const made = await testContext();
  house = { ...made, context: { ...made.context, policies: [first] } };
  found = await aCase(house);
  lead = await aPerson(house, "lead");
});
afterEach(() => house.close());

async function findings(): Promise<VerifyFinding[]> {
  const directory = await mkdtemp(join(tmpdir(), "parley-milestone-"));
  const told: VerifyFinding[] = [];
  const asked = {
    connection: house.database.connectionFor("keeper"),
    masterKey: house.context.masterKey,
    checkpointFile: join(directory, "none.jsonl"),
    layout: csafLayout,
  };
  await verify(asked, (finding) => told.push(finding));
  await rm(directory, { recursive: true });
  return told.filter(({ code }) => code.startsWith("row.") || code.startsWith("event."));
}

const appeal = { what: "appeal.received", evidence: "A letter of that day." };

test("an appeal of somebody who is no party of the case leaves a record that verifies", async () => {
  await perform(house.context, recordMilestone, lead, { caseId: found.caseId, ...appeal });
  expect(await findings()).toEqual([]);
});

test("what no party sees stays on the staff side when the case moves to another policy", async () => {
  await perform(house.context, recordMilestone, lead, { caseId: found.caseId, ...appeal });
  house = { ...house, context: { ...house.context, policies: [first, second] } };
  await perform(house.context, moveCaseToPolicy, lead, {
    caseId: found.caseId,
    version: second.version,
    reason: "The Root answers appeals now.",
  });
  const promised = (actor: Actor) =>
    house.context.transaction(actor, async (tx) =>
      (await clocksOf(tx, found.caseId))
        .filter(({ promise }) => promise === "acknowledge-appeal")
        .map(({ owedTo }) => owedTo),
    );
  expect(await promised(lead)).toEqual([staffSide]);
  expect(await promised(found.reporter)).toEqual([]);
});
