import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../test/support/cases.ts";
import { type TestContext, testContext } from "../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../test/support/tasks.ts";
import { type Walked, walk } from "../../test/support/walk.ts";
import type { Actor } from "../core/people/actor.ts";
import { publicationOf } from "../store/publications/reader.ts";
import { remediesOf } from "../store/remedies/reader.ts";
import { vulnerabilitiesOf } from "../store/scoring/reader.ts";
import { type Action, perform } from "./action.ts";
import { addMember } from "./cases/add-member.ts";
import { assignCase } from "./cases/assign-case.ts";
import { sendMessage } from "./messages/send-message.ts";
import { setAffectedProducts } from "./products/set-affected-products.ts";
import { approveAdvisory } from "./publications/approve-advisory.ts";
import { draftAdvisory } from "./publications/draft-advisory.ts";
import { editAdvisory } from "./publications/edit-advisory.ts";
import { deliverRemedy } from "./remedies/deliver-remedy.ts";
import { planRemedy } from "./remedies/plan-remedy.ts";
import { scoreVulnerability } from "./scoring/score-vulnerability.ts";

/** Two cases of one team: whoever does the deeds below is a member of both. */
let house: TestContext;
let tasks: TestTasks;
let walked: Walked;
let here: TestCase;
beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  walked = await walk(house, tasks);
  here = await aCase(house, "another thing");
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

async function refusalOf(action: Action, actor: Actor, input: object): Promise<string> {
  try {
    await perform(house.context, action, actor, input);
    return "done";
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

test("no deed on a case takes hold of what belongs to another, though the actor is on both", async () => {
  const { analyst, publicationId } = walked;
  const { caseId } = here;
  const [vulnerability, remedy] = await house.context.transaction(analyst, async (tx) => [
    (await vulnerabilitiesOf(house.context, tx, walked.caseId))[0],
    (await remediesOf(house.context, tx, walked.caseId))[0],
  ]);
  const { vulnerabilityId = "" } = vulnerability ?? {};
  const { remedyId = "" } = remedy ?? {};
  const verification = "Tested on the bench.";
  const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H";
  const tries: [Action, object][] = [
    [deliverRemedy as unknown as Action, { caseId, remedyId, verification }],
    [scoreVulnerability as unknown as Action, { caseId, vulnerabilityId, vector }],
    [setAffectedProducts as unknown as Action, { caseId, vulnerabilityId, products: [] }],
    [planRemedy as unknown as Action, { caseId, vulnerabilityId, kind: "patch", text: "Update." }],
    [editAdvisory as unknown as Action, { caseId, publicationId, summary: "Other words." }],
    [sendMessage as unknown as Action, { caseId, partyId: walked.reporter.id, text: "Hello." }],
  ];
  const before = await house.pools.worker.query("select count(*) from events");
  for (const [action, input] of tries) {
    expect(await refusalOf(action, analyst, input), action.deed).toMatch(/unknown$|not-found$/);
  }
  const after = await house.pools.worker.query("select count(*) from events");
  expect(after.rows).toEqual(before.rows);
});

test("[ALE-39] nobody puts an administrator on a case", async () => {
  const administrator = await aPerson(house, "administrator");
  const { caseId } = here;
  const owner = { caseId, ownerId: administrator.id };
  expect(await refusalOf(assignCase as unknown as Action, walked.analyst, owner)).toBe(
    "person.unknown",
  );
  const member = { caseId, personId: administrator.id, reason: "They asked for it." };
  expect(await refusalOf(addMember as unknown as Action, walked.analyst, member)).toBe(
    "person.unknown",
  );
});

test("an approval is for the words that were read, not for those written meanwhile", async () => {
  const { caseId } = here;
  const approver = await aPerson(house, "approver");
  const { publicationId } = await perform(house.context, draftAdvisory, walked.analyst, {
    caseId,
    type: "SN",
  });
  const review = () =>
    house.pools.worker.query(
      "update publications set state = 'in-review' where publication_id = $1",
      [publicationId],
    );
  const version = () =>
    house.context.transaction(approver, async (tx) => {
      const found = await publicationOf(house.context, tx, publicationId);
      return found?.lastEventId ?? "";
    });
  await review();
  const seen = await version();
  const title = "Words that nobody approved";
  await perform(house.context, editAdvisory, walked.analyst, { caseId, publicationId, title });
  await review();
  const approve = approveAdvisory as unknown as Action;
  const on = { caseId, publicationId };
  expect(await refusalOf(approve, approver, { ...on, seen })).toBe("advisory.changed");
  expect(await refusalOf(approve, approver, { ...on, seen: await version() })).toBe("done");
});
