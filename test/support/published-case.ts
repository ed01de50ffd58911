/** Publishes the advisory of a case, deed by deed, as a team does. */
import { perform } from "../../src/actions/action.ts";
import { addProduct } from "../../src/actions/products/add-product.ts";
import { setAffectedProducts } from "../../src/actions/products/set-affected-products.ts";
import { approveAdvisory } from "../../src/actions/publications/approve-advisory.ts";
import { draftAdvisory } from "../../src/actions/publications/draft-advisory.ts";
import { editAdvisory } from "../../src/actions/publications/edit-advisory.ts";
import { publishAdvisory } from "../../src/actions/publications/publish-advisory.ts";
import { requestApproval } from "../../src/actions/publications/request-approval.ts";
import { scoreVulnerability } from "../../src/actions/scoring/score-vulnerability.ts";
import type { Actor } from "../../src/core/people/actor.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { vulnerabilitiesOf } from "../../src/store/scoring/reader.ts";
import { aPerson } from "./cases.ts";
import type { TestContext } from "./context.ts";
import type { TestTasks } from "./tasks.ts";

type Staff = Extract<Actor, { kind: "staff" }>;

/** Scores its first vulnerability, names a product, and publishes; `analyst` is a prime of products too. */
export async function publishCase(of: {
  readonly house: TestContext;
  readonly tasks: TestTasks;
  readonly analyst: Staff;
  readonly caseId: string;
}): Promise<void> {
  const { house, tasks, analyst, caseId } = of;
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
