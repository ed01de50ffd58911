/** The owners that a catalogue file names, in a house with more accounts than one list shows. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aPerson } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { perform } from "../../actions/action.ts";
import { importCatalogue } from "../../actions/imports/begin-import.ts";
import { setOwners } from "../../actions/products/set-owners.ts";
import { insertPerson } from "../../store/people/writer.ts";
import { wholeCatalogue } from "../../store/products/whole-catalogue.ts";
import { runOwed } from "../run-owed.ts";

let house: TestContext;
let tasks: TestTasks;
beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

test("an owner stays one where a thousand accounts are older than theirs", async () => {
  const { context } = house;
  // Given a product whose owners have the first and the last of very many accounts
  const psp = await aPerson(house, "psp");
  const names = ["old", ...Array.from({ length: 1_000 }, (_, at) => `between-${at}`), "new"];
  const ids = names.map(() => context.newId());
  await context.transaction(theWorker, async (tx) => {
    for (const [at, signInName] of names.entries()) {
      const profile = { name: signInName, signInName };
      await insertPerson(context, tx, { personId: ids[at] ?? "", profile });
    }
  });
  const taken = async (text: string) => {
    await perform(context, importCatalogue, psp, { text, dryRun: false });
    await runOwed(tasks.on);
    const seen = await context.transaction(psp, (tx) => wholeCatalogue(context, tx));
    return seen.products[0];
  };
  const { productId = "" } = (await taken("entity,product\nHome,Gate\n")) ?? {};
  const primes = [ids.at(0) ?? "", ids.at(-1) ?? ""];
  await perform(context, setOwners, psp, { productId, primes });
  // When a file says something else of the product, and then names one owner more
  const before = await taken("entity,product,line\nHome,Gate,Doors\n");
  const after = await taken(
    `entity,product,primes\nHome,Gate,${before?.primes.join("; ")}; between-7\n`,
  );
  // Then the newest is still among them
  expect(before?.primes).toEqual(["new", "old"]);
  expect(after?.primes).toEqual(["between-7", "new", "old"]);
});
