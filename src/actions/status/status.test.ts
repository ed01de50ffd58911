import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { findingsOf } from "../../../test/support/findings.ts";
import type { Actor } from "../../core/people/actor.ts";
import { placeText, type StatusPlace } from "../../core/products/status.ts";
import { vulnerabilitiesOf } from "../../store/scoring/reader.ts";
import { affectedOf, statusChangesOf } from "../../store/status/reader.ts";
import { perform } from "../action.ts";
import { decideRelevancy } from "../decisions/decide-relevancy.ts";
import { addProduct } from "../products/add-product.ts";
import { listedAs, setAffectedProducts } from "../products/set-affected-products.ts";
import { addVersion } from "../products/version-deeds.ts";
import { setStatus } from "./set-status.ts";

let house: TestContext;
let analyst: Extract<Actor, { kind: "staff" }>;
let engineer: Extract<Actor, { kind: "staff" }>;
let found: TestCase;
let on: { caseId: string; vulnerabilityId: string };
let productId: string;
let versions: string[];
let count = 0;

beforeAll(async () => {
  house = await testContext();
  analyst = await aPerson(house, "analyst", "psp");
  engineer = await aPerson(house, "analyst");
});
afterAll(() => house.close());

beforeEach(async () => {
  found = await aCase(house);
  const { caseId } = found;
  const relevant = { caseId, outcome: "relevant", touches: ["availability"] };
  await perform(house.context, decideRelevancy, analyst, relevant);
  const [flaw] = await house.context.transaction(analyst, (tx) =>
    vulnerabilitiesOf(house.context, tx, caseId),
  );
  on = { caseId, vulnerabilityId: flaw?.vulnerabilityId ?? "" };
  const product = { entity: "Home", name: `OmniGate ${++count}` };
  ({ productId } = await perform(house.context, addProduct, analyst, product));
  versions = [];
  for (const name of ["1.0", "2.0"]) {
    const version = { productId, name, support: "full" };
    versions.push((await perform(house.context, addVersion, analyst, version)).versionId);
  }
});

const refused = (code: string) => expect.objectContaining({ code });

function set(places: readonly StatusPlace[], more: object = {}, who: Actor = analyst) {
  const input = { ...on, places: places.map(placeText), status: "affected", ...more };
  return perform(house.context, setStatus, who, input);
}

const version = (index: number): StatusPlace => ({
  of: "version",
  productId,
  versionId: versions[index] ?? "",
});

async function rows() {
  const all = await house.context.transaction(analyst, (tx) =>
    affectedOf(house.context, tx, on.caseId),
  );
  return all.sort((a, b) => (a.versions < b.versions ? -1 : 1));
}

async function rowPlace(name: string): Promise<StatusPlace> {
  const row = (await rows()).find(({ versions: text }) => text === name);
  return { of: "row", affectedId: row?.affectedId ?? "", seen: row?.lastEventId ?? "" };
}

test("[ALE-34] each version stands for itself: who said it, since when, with a note", async () => {
  await set([version(0)], { status: "affected", note: "Seen on the bench." });
  const reason = "vulnerable_code_not_present";
  await set([version(1)], { status: "not-affected", justification: reason }, engineer);
  expect(await rows()).toMatchObject([
    { versions: "1.0", status: "affected", note: "Seen on the bench.", setBy: analyst.id },
    { versions: "2.0", status: "not-affected", justification: reason, setBy: engineer.id },
  ]);
});

test("what was said before stays on record when a row is set again", async () => {
  await set([version(0)], { status: "under-investigation" });
  await set([await rowPlace("1.0")], { status: "fixed", note: "Since build 12." });
  const changes = await house.context.transaction(analyst, (tx) =>
    statusChangesOf(house.context, tx, on.caseId),
  );
  expect(changes.map(({ before, status, note }) => [before, status, note])).toEqual([
    ["under-investigation", "fixed", "Since build 12."],
    [null, "under-investigation", ""],
  ]);
});

test("two people at one row: whoever comes second sees that it changed; other rows are no matter", async () => {
  await set([version(0), version(1)], { status: "under-investigation" });
  const [first, second] = [await rowPlace("1.0"), await rowPlace("2.0")];
  await set([first], { status: "affected" }, engineer);
  await expect(set([first], { status: "fixed" })).rejects.toThrow(refused("status.changed"));
  await expect(set([version(0)], { status: "fixed" })).rejects.toThrow(refused("status.changed"));
  await set([second], { status: "fixed" });
  expect((await rows()).map(({ status }) => status)).toEqual(["affected", "fixed"]);
});

test("not affected is refused without its reason, and so is a step that has ended", async () => {
  const bare = set([version(0)], { status: "not-affected" });
  await expect(bare).rejects.toThrow(refused("status.justification"));
  const ended = set([version(0)], { untilOn: "2026-01-01" });
  await expect(ended).rejects.toThrow(refused("status.until-past"));
  await expect(set([])).rejects.toThrow(refused("status.nothing"));
  expect(await rows()).toEqual([]);
});

test("a temporary step keeps the day by which it is looked at again", async () => {
  await set([version(0)], { untilOn: "2026-04-01", note: "Until the laboratory is back." });
  expect(await rows()).toMatchObject([{ untilOn: "2026-04-01" }]);
});

test("the list of whole products and ranges leaves single versions alone", async () => {
  await set([version(0)]);
  const range = { productId, status: "affected", versions: "vers:semver/<1.0" };
  await perform(house.context, setAffectedProducts, analyst, { ...on, products: [range] });
  expect((await rows()).map(({ versions: text }) => text)).toEqual(["1.0", "vers:semver/<1.0"]);
  await perform(house.context, setAffectedProducts, analyst, { ...on, products: [] });
  expect((await rows()).map(({ versions: text }) => text)).toEqual(["1.0"]);
});

test("[L-04] a row whose versions the list changes keeps its note and the day of a temporary step", async () => {
  const temporary = { untilOn: "2026-04-01", note: "Until the laboratory is back." };
  await set([], { productId, status: "affected", ...temporary });
  const range = { productId, status: "affected", versions: "vers:semver/<1.0" };
  await perform(house.context, setAffectedProducts, analyst, { ...on, products: [range] });
  expect(await rows()).toMatchObject([{ versions: "vers:semver/<1.0", ...temporary }]);
});

test("two people at the list: whoever saves second takes no row away that they did not see", async () => {
  const asOf = listedAs(await rows());
  const other = { entity: "Home", name: `Other ${count}` };
  const { productId: otherId } = await perform(house.context, addProduct, analyst, other);
  const save = (product: string, more: object, who: Actor) =>
    perform(house.context, setAffectedProducts, who, {
      ...{ ...on, ...more, products: [{ productId: product, status: "affected", versions: "" }] },
    });
  await save(productId, { asOf }, engineer);
  await expect(save(otherId, { asOf }, analyst)).rejects.toThrow(refused("deed.changed"));
  expect((await rows()).map((row) => row.productId)).toEqual([productId]);
  // The versions have rows of their own, which the list leaves alone.
  const now = listedAs(await rows());
  await set([version(0)]);
  await save(otherId, { asOf: now }, analyst);
  expect((await rows()).map((row) => row.productId)).toContain(otherId);
});

test("a reason why a product is not affected is refused for one that is", async () => {
  const justification = "component_not_present";
  const wrong = { productId, status: "affected", versions: "", justification };
  await expect(
    perform(house.context, setAffectedProducts, analyst, { ...on, products: [wrong] }),
  ).rejects.toThrow("Only what is not affected has a reason why it is not.");
  expect(await rows()).toEqual([]);
});

test("a row of the list that stays as it is keeps who set it", async () => {
  await set([], { productId, status: "under-investigation" }, engineer);
  const same = { productId, status: "under-investigation", versions: "" };
  await perform(house.context, setAffectedProducts, analyst, { ...on, products: [same] });
  expect(await rows()).toMatchObject([{ setBy: engineer.id }]);
});

test("a version of another product, and one that is nowhere, is refused", async () => {
  const other = { entity: "Home", name: `Other ${count}` };
  const { productId: otherId } = await perform(house.context, addProduct, analyst, other);
  const wrong = { of: "version" as const, productId: otherId, versionId: versions[0] ?? "" };
  await expect(set([wrong])).rejects.toThrow(refused("version.unknown"));
  const nowhere = { of: "product" as const, productId: house.context.newId() };
  await expect(set([nowhere])).rejects.toThrow(refused("product.unknown"));
});

test("what was set verifies, and a version’s row that is gone is found", async () => {
  await set([], { productId, status: "under-investigation" });
  await set([version(0), version(1)], { note: "Seen." });
  await set([await rowPlace("1.0")], { status: "fixed" });
  expect(await findingsOf(house)).toEqual([]);
  const keeper = new pg.Client(house.database.connectionFor("keeper"));
  await keeper.connect();
  await keeper.query("delete from affected_products where version_id = $1", [versions[0]]);
  await keeper.end();
  expect(await findingsOf(house)).toEqual([
    expect.stringMatching(/^row\.missing affected_products/),
    "rows.missing affected_products",
  ]);
});
