import { afterAll, beforeAll, expect, test } from "vitest";
import { aPerson } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { addCustomer } from "../../actions/customers/customer-deeds.ts";
import type { Context } from "../context.ts";
import { findCustomers } from "./reader.ts";

let house: TestContext;
beforeAll(async () => {
  house = await testContext();
});
afterAll(() => house.close());

test("words whose keyed hashes differ in bytes that are no text are still two words", async () => {
  const agent = await aPerson(house, "support-agent");
  // As text both would be eight replacement characters.
  const bytes: Readonly<Record<string, number>> = { alder: 0xfe, birch: 0xff };
  const { masterKey } = house.context;
  const hash: typeof masterKey.hash = (purpose, text) => {
    const [, byte] = Object.entries(bytes).find(([word]) => text === `customer\0${word}`) ?? [];
    return byte === undefined ? masterKey.hash(purpose, text) : Buffer.alloc(32, byte);
  };
  const context: Context = { ...house.context, masterKey: { ...masterKey, hash } };
  await addCustomer.run(context, agent, { name: "Alder Birch" });
  const found = await house.context.transaction(agent, (tx) =>
    findCustomers(context, tx, "alder birch"),
  );
  expect(found.map(({ name }) => name)).toEqual(["Alder Birch"]);
  await addCustomer.run(context, agent, { name: "Alder Elm" });
  const both = await house.context.transaction(agent, (tx) =>
    findCustomers(context, tx, "birch alder"),
  );
  expect(both.map(({ name }) => name)).toEqual(["Alder Birch"]);
});
