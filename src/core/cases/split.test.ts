import fc from "fast-check";
import { expect, test } from "vitest";
import { Refusal } from "../refusal.ts";
import { type SplitChoice, type SplitOf, type Splittable, splitOf } from "./split.ts";

const flaw = (id: string, more: Partial<Splittable> = {}): Splittable => ({
  ...{ vulnerabilityId: id, title: id, productIds: [], promises: 0, publication: null },
  ...more,
});
const of: SplitOf = {
  vulnerabilities: [flaw("a", { productIds: ["p", "q"] }), flaw("b"), flaw("c", { promises: 1 })],
  factIds: ["f"],
};

function outcome(choice: Partial<SplitChoice>, from: SplitOf = of): unknown {
  try {
    const none = { vulnerabilityIds: [], productIds: [], factIds: [] };
    return splitOf({ ...none, ...choice }, from).map(
      ({ vulnerabilityId, whole }) => `${vulnerabilityId}${whole ? "" : " stays too"}`,
    );
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

test.each([
  [{}, "split.nothing"],
  [{ productIds: ["p"] }, "split.nothing"],
  [{ factIds: ["f"] }, []],
  [{ factIds: ["g"] }, "fact.unknown"],
  [{ vulnerabilityIds: ["d"] }, "vulnerability.unknown"],
  [{ vulnerabilityIds: ["b"] }, ["b"]],
  [{ vulnerabilityIds: ["b"], productIds: ["p"] }, ["b"]],
  [{ vulnerabilityIds: ["a"], productIds: ["p", "q"] }, ["a"]],
  [{ vulnerabilityIds: ["a"], productIds: ["q"] }, ["a stays too"]],
  [{ vulnerabilityIds: ["c"] }, ["c stays too"]],
  [{ vulnerabilityIds: ["a", "b", "c"], productIds: ["p", "q"] }, ["a", "b", "c stays too"]],
])("of a case with three flaws, %j: %j", (choice, what) => {
  expect(outcome(choice)).toEqual(what);
});

test("[ALU-10] one with a promised remedy goes with its remedies and stays with its promise", () => {
  const promised = {
    vulnerabilities: [flaw("a", { productIds: ["p", "q"], promises: 1 })],
    factIds: [],
  };
  const choice = { vulnerabilityIds: ["a"], factIds: [] };
  expect(splitOf({ ...choice, productIds: ["p", "q"] }, promised)).toMatchObject([
    { whole: false, withRemedies: true },
  ]);
  expect(splitOf({ ...choice, productIds: ["p"] }, promised)).toMatchObject([
    { whole: false, withRemedies: false },
  ]);
  const all = { vulnerabilities: [flaw("a"), flaw("b")], factIds: [] };
  expect(outcome({ vulnerabilityIds: ["a", "b"] }, all)).toBe("split.everything");
});

test("what others were told of stays: one that is published names its publication", () => {
  const published = { ...of, vulnerabilities: [flaw("a", { publication: "SA-1" }), flaw("b")] };
  expect(outcome({ vulnerabilityIds: ["a"] }, published)).toBe("split.published");
});

test("whatever is chosen, a case that had a vulnerability keeps one", () => {
  const id = fc.constantFrom("a", "b", "c");
  const product = fc.constantFrom("p", "q");
  const flaws = fc.uniqueArray(
    fc.record({ id, productIds: fc.uniqueArray(product) }).map((each) => flaw(each.id, each)),
    { selector: ({ vulnerabilityId }) => vulnerabilityId, minLength: 1 },
  );
  fc.assert(
    fc.property(flaws, fc.uniqueArray(id), fc.uniqueArray(product), (vulnerabilities, ids, ps) => {
      const choice = { vulnerabilityIds: ids, productIds: ps, factIds: [] };
      try {
        const going = splitOf(choice, { vulnerabilities, factIds: [] });
        expect(going.filter(({ whole }) => whole).length).toBeLessThan(vulnerabilities.length);
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
    }),
  );
});
