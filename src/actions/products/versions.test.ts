import { afterAll, beforeAll, expect, test } from "vitest";
import { aPerson } from "../../../test/support/cases.ts";
import { anyone, type TestContext, testContext } from "../../../test/support/context.ts";
import type { Actor } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { allVersions, catalogue, countVersions, versionsOf } from "../../store/products/reader.ts";
import { perform } from "../action.ts";
import { InvalidInput } from "../invalid-input.ts";
import { addProduct } from "./add-product.ts";
import { changeProduct } from "./change-product.ts";
import { reinstateProduct, retireProduct } from "./retire-product.ts";
import { addVersion, changeVersion } from "./version-deeds.ts";

let house: TestContext;
let prime: Actor;
let names = 0;
beforeAll(async () => {
  house = await testContext();
  prime = await aPerson(house, "psp");
});
afterAll(() => house.close());

async function aProduct(): Promise<string> {
  names += 1;
  const product = { entity: "Home", name: `Gate ${names}`, kind: "product", inSupport: true };
  return (await perform(house.context, addProduct, prime, product)).productId;
}

const add = (productId: string, version: object) =>
  perform(house.context, addVersion, prime, { productId, ...version });

test("[VEN-02] versions stand newest first with branch, days and support, for anybody to read", async () => {
  const productId = await aProduct();
  await add(productId, { name: "4.9", branch: "4.x", support: "security" });
  const days = { supportedFrom: "2026-01-10", supportedUntil: "2028-01-09" };
  await add(productId, { name: "4.10", branch: "4.x", releasedOn: "2026-01-10", ...days });
  await add(productId, { name: "4.10-rc1" });
  const found = await house.context.transaction(anyone, (tx) => versionsOf(tx, productId));
  expect(found.map(({ name }) => name)).toEqual(["4.10", "4.10-rc1", "4.9"]);
  expect(found[0]).toMatchObject({
    branch: "4.x",
    releasedOn: "2026-01-10",
    support: "full",
    ...days,
  });
  const all = await house.context.transaction(anyone, allVersions);
  expect(all.filter((each) => each.productId === productId)).toEqual(found);
});

test("a version name stands once in a product, and days in their order", async () => {
  const productId = await aProduct();
  await add(productId, { name: "1.0" });
  await expect(add(productId, { name: " 1.0 " })).rejects.toThrow(
    new Refusal("version.exists", { name: "1.0" }),
  );
  const turned = { name: "1.1", supportedFrom: "2026-02-01", supportedUntil: "2026-01-31" };
  const refused = await add(productId, turned).catch((error: unknown) => error);
  expect((refused as InvalidInput).faults).toEqual([
    { field: "supportedUntil", message: "Support ends before it begins." },
  ]);
  for (const releasedOn of ["2026-02-30", "0000-01-01", "0026-01-01"]) {
    const wrong = add(productId, { name: "1.2", releasedOn });
    await expect(wrong, releasedOn).rejects.toThrow(InvalidInput);
  }
});

test("of two who change the same version, the second is told and nothing of the first is lost", async () => {
  const productId = await aProduct();
  const { versionId } = await add(productId, { name: "2.0" });
  const [read] = await house.context.transaction(prime, (tx) => versionsOf(tx, productId));
  const seen = read?.changedAt.toISOString();
  house.passSeconds(60);
  const change = (values: object) =>
    perform(house.context, changeVersion, prime, { productId, versionId, seen, ...values });
  await change({ name: "2.0", support: "ended" });
  await expect(change({ name: "2.0", branch: "2.x" })).rejects.toThrow(
    new Refusal("version.changed", { name: "2.0" }),
  );
  const [now] = await house.context.transaction(prime, (tx) => versionsOf(tx, productId));
  expect(now).toMatchObject({ support: "ended", branch: null });
});

test("a version is known by its product and its id together", async () => {
  const [one, other] = [await aProduct(), await aProduct()];
  const { versionId } = await add(one, { name: "3.0" });
  const count = (productId: string) =>
    house.context.transaction(prime, (tx) => countVersions(tx, [{ productId, versionId }]));
  expect(await count(one)).toBe(1);
  expect(await count(other)).toBe(0);
});

test("a product is renamed under its id, and not to a name that its entity has already", async () => {
  const [productId, other] = [await aProduct(), await aProduct()];
  const found = await house.context.transaction(prime, catalogue);
  const nameOf = (id: string) => found.find((each) => each.productId === id)?.name;
  const change = (values: object) =>
    perform(house.context, changeProduct, prime, { productId, entity: "Home", ...values });
  await expect(change({ name: nameOf(other) })).rejects.toThrow("is in the catalogue already");
  await change({ name: "Gate, renamed", line: "Doors" });
  const now = await house.context.transaction(prime, catalogue);
  expect(now.find((each) => each.productId === productId)).toMatchObject({
    name: "Gate, renamed",
    line: "Doors",
  });
  const seen = "2020-01-01T00:00:00.000Z";
  await expect(change({ name: "Gate, again", seen })).rejects.toThrow("by somebody else");
});

test("a product is retired once, and comes back", async () => {
  const productId = await aProduct();
  const retiredAt = async () =>
    (await house.context.transaction(prime, catalogue)).find((each) => each.productId === productId)
      ?.retiredAt;
  await perform(house.context, retireProduct, prime, { productId });
  const first = await retiredAt();
  house.passSeconds(60);
  await perform(house.context, retireProduct, prime, { productId });
  expect(await retiredAt()).toEqual(first);
  await perform(house.context, reinstateProduct, prime, { productId });
  expect(await retiredAt()).toBeNull();
});
