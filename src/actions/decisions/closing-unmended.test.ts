/** Whose it is to mend what was found: a maker ends a case with its remedies, a coordinator once everybody is told. */
import { afterEach, expect, test } from "vitest";
import { aCase, aPerson } from "../../../test/support/cases.ts";
import { testContext } from "../../../test/support/context.ts";
import { policyOf } from "../../../test/support/policy-files.ts";
import { testTasks } from "../../../test/support/tasks.ts";
import { standingOf } from "../../core/cases/stage.ts";
import type { Actor } from "../../core/people/actor.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import { vulnerabilitiesOf } from "../../store/scoring/reader.ts";
import { perform } from "../action.ts";
import { addProduct } from "../products/add-product.ts";
import { setAffectedProducts } from "../products/set-affected-products.ts";
import { approveAdvisory } from "../publications/approve-advisory.ts";
import { draftAdvisory } from "../publications/draft-advisory.ts";
import { editAdvisory } from "../publications/edit-advisory.ts";
import { publishAdvisory } from "../publications/publish-advisory.ts";
import { requestApproval } from "../publications/request-approval.ts";
import { scoreVulnerability } from "../scoring/score-vulnerability.ts";
import { closeCase } from "./close-case.ts";
import { concludeAnalysis } from "./conclude-analysis.ts";
import { decideRelevancy } from "./decide-relevancy.ts";

const explanation =
  "A crafted packet restarts the gateway, as our laboratory has seen with two samples.";
type Staff = Extract<Actor, { kind: "staff" }>;

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

/** Tells everybody, while no remedy is there. */
async function published({
  house,
  tasks,
  analyst,
  caseId,
}: Awaited<ReturnType<typeof confirmedUnder>>) {
  const { context } = house;
  const vulnerabilityId = await context.transaction(analyst, async (tx) => {
    const [first] = await vulnerabilitiesOf(context, tx, caseId);
    return first?.vulnerabilityId ?? "";
  });
  const on = { caseId, vulnerabilityId };
  const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H";
  await perform(context, scoreVulnerability, analyst, { ...on, vector });
  const product = { entity: "Home", name: `OmniGate ${caseId}`, kind: "product" };
  const { productId } = await perform(context, addProduct, analyst, product);
  const products = [{ productId, status: "affected", versions: "vers:semver/<2.4.1" }];
  await perform(context, setAffectedProducts, analyst, { ...on, products });
  const approver: Staff = await aPerson(house, "approver", "publisher");
  const { publicationId } = await perform(context, draftAdvisory, analyst, { caseId, type: "SN" });
  const publication = { caseId, publicationId };
  const text = "A crafted packet restarts the gateway.";
  await perform(context, editAdvisory, analyst, {
    ...{
      ...publication,
      title: "OmniGate restart",
      summary: text,
      description: text,
      impact: text,
    },
    ...{ defensiveSteps: "Keep strangers off that network.", support: "Ask its maker." },
    ...{ howToObtain: "Its maker has none.", disclaimer: "Provided as it is." },
  });
  await perform(context, requestApproval, analyst, publication);
  await perform(context, approveAdvisory, approver, publication);
  await perform(context, publishAdvisory, approver, publication);
  await runOwed(tasks.on);
}

test("[CC-05] who coordinates closes what its maker left unmended, once everybody is told", async () => {
  const found = await confirmedUnder("certcc.yaml");
  await expect(found.end()).rejects.toMatchObject({ code: "case.unpublished" });
  await published(found);
  expect(await found.missing()).toEqual(["closing"]);
  await found.end();
});

test("[ALU-13] a maker still owes the remedy when everybody is told", async () => {
  const found = await confirmedUnder("ale.yaml");
  await expect(found.end()).rejects.toMatchObject({ code: "case.unmended" });
  await published(found);
  expect(await found.missing()).toEqual(["remedy"]);
  await expect(found.end()).rejects.toMatchObject({ code: "case.unmended" });
});
