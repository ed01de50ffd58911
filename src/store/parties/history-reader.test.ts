import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { aVendorOn } from "../../../test/support/vendor-party.ts";
import { decideRelevancy } from "../../actions/decisions/decide-relevancy.ts";
import { psirtTeam } from "../../core/people/teams.ts";
import { earlierReports } from "./history-reader.ts";

let house: TestContext;
let analyst: Awaited<ReturnType<typeof aPerson>>;
let first: TestCase;
let hidden: TestCase;
let third: TestCase;
let newest: TestCase;

const finder = { email: "finder@harbour.example", name: "Zoë Müllerova" };
beforeAll(async () => {
  house = await testContext();
  analyst = await aPerson(house, "analyst");
  first = await aCase(house, "one", finder);
  house.passSeconds(60);
  hidden = await aCase(house, "two", finder);
  house.passSeconds(60);
  third = await aCase(house, "three", { email: "somebody@else.example" });
  house.passSeconds(60);
  newest = await aCase(house, "four", finder);
  await house.pools.worker.query(
    "update case_members set principal_id = $1 where case_id = $2 and principal_id = $3",
    [randomUUID(), hidden.caseId, psirtTeam],
  );
});
afterAll(() => house.close());

const earlier = () => house.context.transaction(analyst, (tx) => earlierReports(tx, newest.caseId));

test("earlier reports of the same address are told by how they went, and never by who sent them", async () => {
  expect(await earlier()).toMatchObject([{ reference: first.reference, outcome: "open" }]);
  await decideRelevancy.run(house.context, analyst, {
    ...{ caseId: first.caseId, outcome: "not-relevant", touches: [], reasons: ["intended"] },
    explanation:
      "It restarts by design when the operator asks for it, and nobody else is able to ask.",
  });
  const found = await earlier();
  expect(found).toMatchObject([{ reference: first.reference, outcome: "not-taken-up" }]);
  expect(JSON.stringify(found)).not.toMatch(/Müllerova|harbour/);
});

test("a case that the reader is not on is not even counted", async () => {
  expect((await earlier()).map(({ reference }) => reference)).not.toContain(hidden.reference);
});

test("nobody asks from a case that they are not on, and no administrator at all", async () => {
  const of = async (actor: Awaited<ReturnType<typeof aPerson>>) =>
    house.context.transaction(actor, (tx) =>
      tx.query("select cases_of_same_address($1)", [newest.caseId]),
    );
  expect(await of(analyst)).toHaveLength(1);
  expect(await of({ ...analyst, id: randomUUID(), groupIds: [] })).toEqual([]);
  const administrator = await aPerson(house, "administrator");
  expect(await of({ ...administrator, groupIds: [psirtTeam] })).toEqual([]);
});

test("somebody who was asked into a case is not traced to what they reported themselves", async () => {
  const vendor = await aVendorOn(house, newest);
  await house.pools.worker.query(
    `update identities set address_hash = (select address_hash from identities where case_id = $2)
      where party_id = $1`,
    [vendor, third.caseId],
  );
  const invited = await aVendorOn(house, third);
  await house.pools.worker.query(
    `update identities set address_hash = (select i.address_hash from identities i
       join parties p on p.party_id = i.party_id where i.case_id = $2 and p.kind = 'reporter')
      where party_id = $1`,
    [invited, first.caseId],
  );
  expect((await earlier()).map(({ reference }) => reference)).toEqual([first.reference]);
});

test("once the address is erased it finds nothing", async () => {
  await house.pools.worker.query("update identities set address_hash = null where case_id = $1", [
    newest.caseId,
  ]);
  expect(await earlier()).toEqual([]);
});
