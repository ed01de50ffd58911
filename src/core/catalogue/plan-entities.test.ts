import fc from "fast-check";
import { expect, test } from "vitest";
import { idsInOrder, readJsonFile, readTable } from "../../../test/support/catalogue-rows.ts";
import { type EntityRow, entityKinds, entityTree, inLines } from "./entity-tree.ts";
import { catalogueAsJson, catalogueRows } from "./export-catalogue.ts";
import { type Existing, planCatalogueImport } from "./plan-import.ts";

const house: Existing = {
  entities: [],
  policyEntities: ["House", "Arm"],
  products: [],
  versions: [],
  components: [],
  people: [],
};

const head = ["entity", "entity parent", "entity kind", "product"];

function faultsOf(existing: Existing, ...rows: readonly (readonly string[])[]) {
  const result = planCatalogueImport(readTable(head, ...rows).rows, existing, idsInOrder());
  const faults = "faults" in result ? result.faults : [];
  return faults.map(({ line, column, problem }) => [line, column, problem]);
}

/** Each below one that came before it, or below what the policy names, now or formerly. */
const tree = fc
  .array(fc.tuple(fc.nat(), fc.constantFrom(...entityKinds)), { maxLength: 8 })
  .map((all) =>
    all.map(([below, kind], at): EntityRow => {
      const parents = ["House", "Arm", "Former / arm", ...all.slice(0, at).map((_, i) => `E ${i}`)];
      return {
        entityId: `e${at}`,
        name: `E ${at}`,
        parent: parents[below % parents.length] ?? "",
        kind,
      };
    }),
  );

test("a tree of entities that is exported and read again changes nothing, in any order of its rows", () => {
  fc.assert(
    fc.property(tree, fc.boolean(), (entities, isTurned) => {
      const existing = { ...house, entities };
      const [names = [], ...places] = catalogueRows({ ...existing, sight: "public" });
      const json = catalogueAsJson({ ...existing, sight: "public" });
      const read = readJsonFile(json);
      expect(read.faults).toEqual([]);
      for (const rows of [readTable(names, ...places).rows, read.rows]) {
        const inOrder = isTurned ? rows.toReversed() : rows;
        const result = planCatalogueImport(inOrder, existing, idsInOrder());
        expect(result).toMatchObject({
          plan: { entities: { added: [], changed: [], same: entities.length } },
        });
        const elsewhere = { ...house, policyEntities: ["House", "Arm", "Former / arm"] };
        const made = planCatalogueImport(inOrder, elsewhere, idsInOrder());
        const added = "plan" in made ? made.plan.entities.added : [];
        const bare = (all: readonly EntityRow[]) =>
          all
            .map(({ entityId: _, ...rest }) => rest)
            .toSorted((a, b) => (a.name < b.name ? -1 : 1));
        expect(bare(added)).toEqual(bare(entities));
      }
    }),
  );
});

test("whatever places a file says, no entity comes below itself", () => {
  const name = fc.constantFrom("E 0", "E 1", "E 2", "E 3", "House");
  fc.assert(
    fc.property(tree, fc.array(fc.tuple(name, name), { maxLength: 5 }), (entities, places) => {
      const { rows } = readTable(head, ...places.map((place) => [...place, "", ""]));
      const result = planCatalogueImport(rows, { ...house, entities }, idsInOrder());
      if ("faults" in result) return;
      const { added, changed } = result.plan.entities;
      const said = new Map([...entities, ...changed, ...added].map((each) => [each.name, each]));
      const organisation = { name: "House", entities: [] };
      for (const { name: own } of said.values()) {
        let at: string | undefined = said.get(own)?.parent;
        for (let up = 0; at !== undefined && up < 20; up += 1) {
          expect(at).not.toBe(own);
          at = said.get(at)?.parent;
        }
      }
      expect(inLines(entityTree(organisation, [...said.values()]))).toHaveLength(1 + said.size);
    }),
  );
});

test("an entity below itself, below nobody, or of the policy is a fault, as is one said twice otherwise", () => {
  const entities = [{ entityId: "e", name: "Group", parent: "House", kind: "unit" as const }];
  expect(
    faultsOf(
      { ...house, entities },
      ["Group", "Division", "", ""],
      ["Division", "Team", "", ""],
      ["Team", "Group", "", ""],
      ["Self", "Self", "", ""],
      ["Lost", "Nowhere", "", ""],
      ["Arm", "Group", "", ""],
      ["New", "", "unit", ""],
      ["Twice", "House", "unit", "Gate"],
      ["Twice", "Arm", "Unit", "Lock"],
      ["Twice", "", "gang", ""],
      ["Group", "", "gang", ""],
    ),
  ).toEqual([
    [7, 2, "The policy says where this entity stands."],
    [8, 3, "Say below which entity it stands."],
    [10, 2, "Line 9 says something else of this entity."],
    [11, 3, "Line 9 says something else of this entity."],
    [12, 3, "This must be one of subsidiary, joint-venture, business-group, unit."],
    [2, 2, "The entity would stand below itself."],
    [3, 2, "The entity would stand below itself."],
    [4, 2, "The entity would stand below itself."],
    [5, 2, "The entity would stand below itself."],
    [6, 2, "There is no such entity, neither in the tree nor in this file."],
  ]);
});

test("a row of a product may say where its entity stands, and one of an entity alone says no more", () => {
  const { rows } = readTable([...head, "kind"], ["Group", "House", "business-group", "Gate", ""]);
  expect(planCatalogueImport(rows, house, idsInOrder())).toMatchObject({
    plan: {
      entities: { added: [{ name: "Group", parent: "House", kind: "business-group" }] },
      products: { added: [{ entity: "Group", name: "Gate" }] },
    },
  });
  const wrong = readTable([...head, "kind"], ["Group", "House", "", "", "service"]).rows;
  expect(planCatalogueImport(wrong, house, idsInOrder())).toMatchObject({
    faults: [{ column: 5, problem: "Name the product that this is about." }],
  });
});
