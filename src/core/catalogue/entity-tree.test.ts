import fc from "fast-check";
import { expect, test } from "vitest";
import { Refusal } from "../refusal.ts";
import { type EntityRow, entityTree, inLines, mustFit } from "./entity-tree.ts";

const home = {
  name: "Home",
  entities: [{ name: "Group", kind: "business-group" as const }],
};
const row = (name: string, parent: string): EntityRow => ({
  entityId: `id of ${name}`,
  name,
  parent,
  kind: "unit",
});
const names = ["A", "B", "C", "D", "Group", "Home", "Gone"];

test("the tree begins with the organisation and what its policy names", () => {
  const lines = inLines(entityTree(home, [row("Doors", "Group"), row("Locks", "Doors")]));
  expect(lines.map(({ node, depth }) => `${depth} ${node.name}`)).toEqual([
    "0 Home",
    "1 Group",
    "2 Doors",
    "3 Locks",
  ]);
});

test("whatever the rows say, every entity stands in the tree once", () => {
  const rows = fc.uniqueArray(
    fc.record({ name: fc.constantFrom(...names.slice(0, 4)), parent: fc.constantFrom(...names) }),
    { selector: ({ name }) => name },
  );
  fc.assert(
    fc.property(rows, (given) => {
      const found = inLines(
        entityTree(
          home,
          given.map(({ name, parent }) => row(name, parent)),
        ),
      );
      const expected = ["Home", "Group", ...given.map(({ name }) => name)];
      expect(found.map(({ node }) => node.name).sort()).toEqual(expected.sort());
    }),
    { numRuns: 1_000 },
  );
});

test("by no row of moves that are let through does an entity come below itself", () => {
  const move = fc.record({
    name: fc.constantFrom("A", "B", "C", "D"),
    parent: fc.constantFrom("A", "B", "C", "D", "Group", "Home"),
  });
  fc.assert(
    fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
      let rows = ["A", "B", "C", "D"].map((name) => row(name, "Home"));
      for (const { name, parent } of moves) {
        try {
          mustFit({ entityId: `id of ${name}`, name, parent }, home, rows);
        } catch (error) {
          expect((error as Refusal).code).toBe("entity.below-itself");
          continue;
        }
        rows = rows.map((each) => (each.name === name ? row(name, parent) : each));
        const lines = inLines(entityTree(home, rows));
        // Nothing had to be hung elsewhere: each stands below the one that it names.
        for (const { node } of lines) {
          for (const below of node.below.filter(({ entityId }) => entityId !== null)) {
            expect(rows.find((each) => each.name === below.name)?.parent).toBe(node.name);
          }
        }
      }
    }),
    { numRuns: 1_000 },
  );
});

test("a name stands once, and a parent must be there", () => {
  const rows = [row("A", "Home"), row("B", "A")];
  const placed = (entityId: string | null, name: string, parent: string) => () =>
    mustFit({ entityId, name, parent }, home, rows);
  expect(placed(null, "Group", "Home")).toThrow(
    new Refusal("entity.name-taken", { name: "Group" }),
  );
  expect(placed(null, "New", "Gone")).toThrow(new Refusal("entity.parent-unknown"));
  expect(placed("id of A", "A", "B")).toThrow(new Refusal("entity.below-itself", { name: "A" }));
  expect(placed("id of A", "Renamed", "B")).toThrow("itself");
  expect(placed("id of A", "Renamed", "Group")).not.toThrow();
});
