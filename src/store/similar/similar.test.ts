import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { perform } from "../../actions/action.ts";
import { decideRelevancy } from "../../actions/decisions/decide-relevancy.ts";
import { addProduct } from "../../actions/products/add-product.ts";
import { setAffectedProducts } from "../../actions/products/set-affected-products.ts";
import type { Actor } from "../../core/people/actor.ts";
import { psirtTeam } from "../../core/people/teams.ts";
import { vulnerabilitiesOf } from "../scoring/reader.ts";
import { similarTo } from "./reader.ts";

let house: TestContext;
let analyst: Extract<Actor, { kind: "staff" }>;
let found: TestCase;
const like = "the telnet option parser of the gateway overflow by a negative suboption length";

async function moveAway({ caseId }: TestCase, team: string): Promise<void> {
  await house.pools.worker.query(
    "update case_members set principal_id = $1 where case_id = $2 and principal_id = $3",
    [team, caseId, psirtTeam],
  );
}

async function affect(caseId: string, productId: string): Promise<void> {
  const relevant = { caseId, outcome: "relevant", touches: ["availability"] };
  await perform(house.context, decideRelevancy, analyst, relevant);
  const [flaw] = await house.context.transaction(analyst, (tx) =>
    vulnerabilitiesOf(house.context, tx, caseId),
  );
  const on = { caseId, vulnerabilityId: flaw?.vulnerabilityId ?? "" };
  const products = [{ productId, status: "affected" }];
  await perform(house.context, setAffectedProducts, analyst, { ...on, products });
}

beforeAll(async () => {
  house = await testContext();
  analyst = await aPerson(house, "analyst");
  for (const words of ["a log entry forged", "a cookie without its flag", "the menu freeze"]) {
    house.passSeconds(60);
    await aCase(house, words, { email: `${randomUUID()}@bay.example` });
  }
  house.passSeconds(60);
  found = await aCase(house, like, { email: "quill@harbour.example" });
});
afterAll(() => house.close());

const similar = (actor: Actor) =>
  house.context.transaction(actor, (tx) => similarTo(tx, found.caseId));

test("a case with the same rare words is proposed, and none that shares common ones alone", async () => {
  expect(await similar(analyst)).toEqual([]);
  house.passSeconds(60);
  const twin = await aCase(house, like, { email: "marsh@bay.example" });
  const proposed = await similar(analyst);
  expect(proposed.map(({ reference }) => reference)).toEqual([twin.reference]);
  expect(proposed[0]?.words).toBeGreaterThan(3);
});

test("a case of another team is not proposed, however alike, until its reader is on it too", async () => {
  house.passSeconds(60);
  const hidden = await aCase(house, like, { email: "fen@bay.example" });
  const team = randomUUID();
  await moveAway(hidden, team);
  const seen = (await similar(analyst)).map(({ reference }) => reference);
  expect(seen).not.toContain(hidden.reference);
  const both = { ...analyst, groupIds: [...analyst.groupIds, team] };
  expect((await similar(both)).map(({ reference }) => reference)).toContain(hidden.reference);
});

test("an earlier report from the same address counts with a product in common, and never alone", async () => {
  const quill = "quill@shore.example";
  const lead = await aPerson(house, "lead");
  const early = await aCase(house, "an unlike thing about sails", { email: quill });
  house.passSeconds(60);
  const later = await aCase(house, "something else with ropes", { email: quill });
  const other = await aCase(house, "more of another kind", { email: "owl@shore.example" });
  const proposed = (of: TestCase) =>
    house.context.transaction(analyst, (tx) => similarTo(tx, of.caseId));
  expect(await proposed(later)).toEqual([]);
  const named = { entity: "Home", name: "Sail 3" };
  const { productId } = await perform(house.context, addProduct, lead, named);
  for (const { caseId } of [early, later, other]) await affect(caseId, productId);
  expect((await proposed(later)).map(({ reference, marks }) => [reference, marks])).toEqual([
    [early.reference, ["product", "reporter"]],
  ]);
  const team = randomUUID();
  await moveAway(early, team);
  expect(await proposed(later)).toEqual([]);
  const both = { ...analyst, groupIds: [...analyst.groupIds, team] };
  const asBoth = () => house.context.transaction(both, (tx) => similarTo(tx, later.caseId));
  expect(await asBoth()).toHaveLength(1);
  // As an erasure leaves it.
  const erase = "update identities set address_hash = null where case_id = $1";
  await house.pools.worker.query(erase, [early.caseId]);
  expect(await asBoth()).toEqual([]);
});

test("how rare a word is is counted over the reader's cases: another team's make it no less telling", async () => {
  const before = await similar(analyst);
  for (let at = 0; at < 4; at += 1) {
    house.passSeconds(60);
    await moveAway(await aCase(house, like, { email: `${at}@fen.example` }), randomUUID());
  }
  expect(await similar(analyst)).toEqual(before);
});
