import { afterEach, expect, test, vi } from "vitest";
import { idsInOrder, readTable } from "../../../test/support/catalogue-rows.ts";
import { planCatalogueImport } from "./plan-import.ts";

afterEach(() => void vi.restoreAllMocks());

const people = ["ben", "one; two"].map((signInName) => ({
  ...{ personId: `id of ${signInName}`, signInName },
  account: "open" as const,
}));
const none = { entities: [], policyEntities: [], products: [], versions: [], components: [] };

/** Fails where names are compared more often than that, so that no clock has to be read. */
function allowComparisons(most: number): void {
  const { normalize } = String.prototype;
  let count = 0;
  vi.spyOn(String.prototype, "normalize").mockImplementation(function (this: string, form) {
    count += 1;
    if (count > most) throw new Error(`These are more than ${most} comparisons.`);
    return normalize.call(this, form);
  });
}

test("a cell of owners of any length is judged in few steps, in each of its rows", () => {
  // Given cells of nothing but semicolons, as long as a cell may be, and longer ones
  const [empty, ben] = [";".repeat(4_000), `ben${";".repeat(3_997)}`];
  const many = Array.from({ length: 20_000 }, (_, at) => `p${at}`).join(";");
  const { rows } = readTable(
    ["entity", "product", "version", "primes", "engineers"],
    ...["1", "2", "3"].map((version) => ["Home", "Gate", version, empty, ben]),
    ["Home", "Lock", "1", many, `${ben};`],
    ["Home", "Lock", "2", `${many};`, ""],
  );
  // When they are planned
  allowComparisons(150_000);
  const planned = planCatalogueImport(rows, { ...none, people }, idsInOrder());
  // Then the longer ones are faults, and what says something else of a product
  const faults = "faults" in planned ? planned.faults : [];
  expect(faults.map(({ line, column, problem }) => [line, column, problem])).toEqual([
    [5, 4, "This is longer than 4000 characters."],
    [5, 5, "This is longer than 4000 characters."],
    [6, 4, "This is longer than 4000 characters."],
    [6, 4, "Line 5 says something else of this product."],
  ]);
});
