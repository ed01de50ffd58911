import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import type { Actor } from "../../core/people/actor.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { scoresOf, vulnerabilitiesOf } from "../../store/scoring/reader.ts";
import { perform } from "../action.ts";
import { decideRelevancy } from "../decisions/decide-relevancy.ts";
import { addProduct } from "../products/add-product.ts";
import { setSecurityProfile } from "../products/set-security-profile.ts";
import { adjustScore } from "./adjust-score.ts";
import { scoreVulnerability } from "./score-vulnerability.ts";

let house: TestContext;
let found: TestCase;
let analyst: Actor;
let on: { caseId: string; vulnerabilityId: string };
let productId: string;

beforeAll(async () => {
  house = await testContext();
  analyst = await aPerson(house, "analyst", "lead", "psp");
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
  const product = { entity: "Home", name: "OmniGate", kind: "product" };
  ({ productId } = await perform(house.context, addProduct, analyst, product));
});
afterAll(() => house.close());

const high = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H";
const adjusted = (rest: object = {}) =>
  perform(house.context, adjustScore, analyst, {
    ...on,
    productId,
    reason: "It is used in hospitals.",
    ...rest,
  });
const profile = (text: string) =>
  perform(house.context, setSecurityProfile, analyst, { productId, profile: text });

test("without a score of ours, or without anything that adjusts it, nothing is kept", async () => {
  await expect(adjusted()).rejects.toMatchObject({ code: "severity.nothing-to-adjust" });
  await perform(house.context, scoreVulnerability, analyst, { ...on, vector: high });
  await expect(adjusted()).rejects.toMatchObject({ code: "severity.no-profile" });
  await expect(adjusted({ changes: "AV:P" })).rejects.toMatchObject({ code: "severity.profile" });
  await expect(adjusted({ productId: house.context.newId() })).rejects.toMatchObject({
    code: "product.unknown",
  });
});

test("[ALE-52] our score is adjusted to a product by its profile, with author and reason, and stays beside it", async () => {
  await expect(profile("AR:Q")).rejects.toMatchObject({ code: "severity.profile" });
  await profile("AR:H/MAV:A");
  const { steps } = await adjusted({ changes: "MAV:P" });
  expect(steps.map(({ metric, why }) => [metric, why])).toEqual([
    ["AR", "profile"],
    ["MAV", "vulnerability"],
  ]);
  const scores = await house.context.transaction(analyst, (tx) =>
    scoresOf(house.context, tx, on.caseId),
  );
  expect(scores).toMatchObject([
    {
      source: "adjusted",
      productId,
      reason: "It is used in hospitals.",
      scoredBy: analyst.kind === "staff" ? analyst.id : "",
      adjustedFrom: { vector: high, profile: "AR:H/MAV:A", changes: "MAV:P" },
    },
    { source: "own", vector: high, productId: null },
  ]);
  const head = await house.context.transaction(analyst, (tx) => headOf(tx, on.caseId));
  expect(head?.severityBand).toBe("high");
});

test("a profile is emptied again", async () => {
  await profile("");
  await expect(adjusted()).rejects.toMatchObject({ code: "severity.no-profile" });
});
