import fc from "fast-check";
import { expect, test } from "vitest";
import { idsInOrder, readJsonFile, readTable } from "../../../test/support/catalogue-rows.ts";
import type { ImportFault, ImportRow } from "../imports/import-row.ts";
import type { CatalogueColumn } from "./catalogue-file.ts";
import type { CatalogueSight } from "./catalogue-sight.ts";
import { catalogueAsJson, catalogueRows } from "./export-catalogue.ts";
import { componentUses } from "./plan-components.ts";
import { type Existing, planCatalogueImport, productsMax } from "./plan-import.ts";
import { type CatalogueOwner, ownersInOrder } from "./plan-owners.ts";
import { supportStates } from "./support.ts";

const account = (signInName: string, state: CatalogueOwner["account"] = "open") => ({
  personId: `id of ${signInName}`,
  signInName,
  account: state,
});
const people: readonly CatalogueOwner[] = [
  account("Ada@house.example"),
  account("ben"),
  account("one; two"),
  account("=cat"),
  account("gone@house.example", "closed"),
  account("root", "administrator"),
];
const none: Existing = {
  ...{ entities: [], policyEntities: ["House"] },
  ...{ products: [], versions: [], components: [], people },
};

function planned(rows: readonly ImportRow<CatalogueColumn>[], existing = none) {
  const result = planCatalogueImport(rows, existing, idsInOrder());
  if ("faults" in result) throw new Error(JSON.stringify(result.faults));
  return result.plan;
}

function faultsOf(...rows: readonly (readonly string[])[]): readonly ImportFault[] {
  const read = readTable(...rows);
  const result = planCatalogueImport(read.rows, none, idsInOrder());
  return [...read.faults, ...("faults" in result ? result.faults : [])];
}

const nameText = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 ,;"'.-]{0,12}[a-z0-9]$/);
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const day = fc.constantFrom("2025-01-31", "2026-02-28", "2028-02-29");

const openNames = people.flatMap((each) => (each.account === "open" ? each.signInName : []));
const owners = fc.subarray(openNames).map(ownersInOrder);

const catalogue = fc
  .uniqueArray(fc.tuple(nameText, nameText), { maxLength: 6, selector: (pair) => pair.join("\n") })
  .chain((names) =>
    fc.tuple(
      ...names.map(([entity, name], at) =>
        fc.record({
          product: fc.record({
            productId: fc.constant(`p${at}`),
            entity: fc.constant(entity),
            name: fc.constant(name),
            line: orNull(nameText),
            kind: fc.constantFrom("product" as const, "service" as const),
            purl: orNull(nameText),
            cpe: orNull(nameText),
            inSupport: fc.boolean(),
            retired: fc.boolean(),
            securityProfile: orNull(fc.constantFrom("CR:H/IR:M/AR:L", "MAV:A", "MSI:S/CR:L")),
            primes: owners,
            engineers: owners,
          }),
          versions: fc.uniqueArray(
            fc.record({
              versionId: fc.uuid(),
              productId: fc.constant(`p${at}`),
              name: nameText,
              branch: orNull(nameText),
              support: fc.constantFrom(...supportStates),
              releasedOn: orNull(day),
              supportedFrom: orNull(fc.constant("2025-01-01")),
              supportedUntil: orNull(day),
            }),
            { maxLength: 4, selector: (version) => version.name },
          ),
          components: fc.uniqueArray(
            fc.record({
              entryId: fc.uuid(),
              // Of which version, by its number among those of the product.
              versionId: fc.constantFrom("0", "1", "2", "3"),
              name: nameText,
              componentVersion: fc.oneof(fc.constant(""), nameText),
              purl: orNull(nameText),
              use: fc.constantFrom(...componentUses),
            }),
            {
              maxLength: 4,
              selector: (of) => [of.versionId, of.name, of.componentVersion].join("\n"),
            },
          ),
        }),
      ),
    ),
  )
  .map(
    (all): Existing => ({
      products: all.map(({ product }) => product),
      versions: all.flatMap(({ versions }) => versions),
      components: all.flatMap(({ versions, components }) =>
        components.flatMap((each) => {
          const version = versions[Number(each.versionId)];
          return version ? [{ ...each, versionId: version.versionId }] : [];
        }),
      ),
      people,
      entities: [],
      policyEntities: [],
    }),
  );

const whole = (found: Existing) => ({ ...found, sight: "keeper" as const });
const withoutIds = (found: Existing) => catalogueAsJson(whole(found)).products;

test("a catalogue that is exported and read again is the same catalogue, as a table and as JSON", () => {
  fc.assert(
    fc.property(catalogue, (found) => {
      const ways = [
        readTable(...catalogueRows(whole(found))),
        readJsonFile(catalogueAsJson(whole(found))),
      ];
      for (const { rows, faults } of ways) {
        expect(faults).toEqual([]);
        const again = planned(rows);
        const made = {
          ...none,
          products: again.products.added,
          versions: again.versions.added,
          components: again.components.added,
        };
        expect(withoutIds(made)).toEqual(withoutIds(found));
        // Into the same house it changes nothing.
        const { products, versions, components, owners: changed } = planned(rows, found);
        expect([changed, components.added, components.changed]).toEqual([[], [], []]);
        expect([products.added, products.changed]).toEqual([[], []]);
        expect([versions.added, versions.changed]).toEqual([[], []]);
      }
    }),
  );
});

test("a product is one thing however many rows name it, and a row says its version alone", () => {
  const { rows } = readTable(
    ["entity", "product", "line", "version", "support"],
    ["Home", "Gate", "Doors", "1.0", "ended"],
    ["Home", "Gate", "", "2.0", ""],
  );
  const plan = planned(rows);
  expect(plan.products.added).toMatchObject([{ name: "Gate", line: "Doors", kind: "product" }]);
  expect(plan.versions.added).toMatchObject([
    { name: "1.0", support: "ended" },
    { name: "2.0", support: "full" },
  ]);
});

test("a row says a product again in other letter case, or with another word for yes", () => {
  const { rows } = readTable(
    ["entity", "product", "kind", "retired", "version"],
    ["Home", "Gate", "Service", "yes", "1"],
    ["Home", "Gate", "service", "TRUE", "2"],
  );
  expect(planned(rows).products.added).toMatchObject([{ kind: "service", retired: true }]);
  const head = ["entity", "product", "retired", "version"];
  expect(
    faultsOf(head, ["Home", "Gate", "yes", "1"], ["Home", "Gate", "false", "2"]),
  ).toMatchObject([{ line: 3, column: 3, problem: "Line 2 says something else of this product." }]);
});

test("a name of several lines, or with nothing to see, is a fault; hidden marks beside letters are none", () => {
  const problem = "This must be one line with something to see.";
  expect(
    faultsOf(
      ["entity", "product", "version"],
      ["Home", "Gate\ntwo", "1"],
      ["\u200b\u2060", "Gate", "\u3164"],
      ["Home", "\u200fשער 2", "1"],
      ["Home", "क्‍ष", "🙂"],
    ),
  ).toEqual([
    { line: 2, column: 2, field: "product", problem },
    { line: 3, column: 1, field: "entity", problem },
    { line: 3, column: 3, field: "version", problem },
  ]);
});

test("a name of a column is told shortened: without names in the first row it is any text", () => {
  expect(faultsOf(["entity", "product", "x".repeat(20_000)])[0]?.field).toHaveLength(61);
});

test("what a file leaves empty stays as it is, and what it does not name stays", () => {
  const before = planned(
    readTable(["entity", "product", "line", "version"], ["Home", "Gate", "Doors", "1.0"]).rows,
  );
  const existing = { ...none, products: before.products.added, versions: before.versions.added };
  const { rows } = readTable(
    ["entity", "product", "line", "purl"],
    ["Home", "Gate", "", "pkg:x/y"],
  );
  const plan = planned(rows, existing);
  expect(plan.products.changed).toMatchObject([{ line: "Doors", purl: "pkg:x/y" }]);
  const names = ["Home", "Gate"];
  expect(plan.products.told).toEqual([
    { line: 2, kind: "product", names, change: "changed", fields: ["purl"] },
  ]);
  expect(plan.versions).toEqual({ added: [], changed: [], replaced: [], same: 0, told: [] });
});

test("each fault is said with its line, its column and its name, and all at once", () => {
  const head = ["Entity", "Product", "Kind", "Version", "Supported from", "Supported_until"];
  expect(
    faultsOf(
      head,
      ["Home", "", "product", "", "", ""],
      ["Home", "Gate", "gadget", "1.0", "2026-02-30", ""],
      ["Home", "Gate", "product", "1.0", "", ""],
      ["Home", "Door", "", "", "2026-01-01", ""],
      ["Home", "Lock", "", "3", "2026-02-01", "2026-01-01"],
    ),
  ).toEqual([
    { line: 2, column: 1, field: "product", problem: "This is missing." },
    { line: 3, column: 3, field: "kind", problem: "This must be one of product, service." },
    {
      line: 3,
      column: 5,
      field: "supported from",
      problem: "This is not a day, such as 2026-03-31.",
    },
    { line: 4, column: 3, field: "kind", problem: "Line 3 says something else of this product." },
    { line: 4, column: 4, field: "version", problem: "This version stands in line 3 already." },
    {
      line: 5,
      column: 5,
      field: "supported from",
      problem: "Name the version that this is about.",
    },
    { line: 6, column: 6, field: "supported until", problem: "Support ends before it begins." },
  ]);
});

test("owners are named in any order and letter case, take the place of others, and are kept unsaid", () => {
  const head = ["entity", "product", "version", "primes", "engineers"];
  const { rows } = readTable(
    head,
    ["Home", "Gate", "1", "ADA@house.example", "ben;  one; two;"],
    ["Home", "Gate", "2", "ada@house.example ; ", "one; two; Ben"],
  );
  const plan = planned(rows);
  const engineers = ["ben", "one; two"];
  expect(plan.products.added).toMatchObject([{ primes: ["Ada@house.example"], engineers }]);
  expect(plan.owners).toEqual([
    { productId: "id-1", part: "prime", personIds: ["id of Ada@house.example"] },
    { productId: "id-1", part: "engineer", personIds: ["id of ben", "id of one; two"] },
  ]);
  const existing = { ...none, products: plan.products.added, versions: plan.versions.added };
  const unsaid = readTable(head, ["Home", "Gate", "", "", ";"], ["Home", "Gate", "1", "", ""]);
  expect(planned(unsaid.rows, existing)).toMatchObject({ products: { changed: [] }, owners: [] });
  const other = planned(readTable(head, ["Home", "Gate", "", "", "ben"]).rows, existing);
  expect(other.products.changed).toMatchObject([{ primes: ["Ada@house.example"] }]);
  expect(other.owners).toMatchObject([{ part: "engineer", personIds: ["id of ben"] }]);
});

test("a component is a row of its version, in which the version is said again or not", () => {
  const head = ["entity", "product", "version", "support", "component", "component version"];
  const { rows } = readTable(
    [...head, "component use", "component purl"],
    ["Home", "Gate", "1", "", "libxml2", "2.9.1", "", "pkg:generic/libxml2@2.9.1"],
    ["Home", "Gate", "1", "Security", "", "", "", ""],
    ["Home", "Gate", "1", "security", "libxml2", "2.10", "USED", ""],
  );
  const plan = planned(rows);
  expect(plan.versions.added).toMatchObject([{ name: "1", support: "security" }]);
  expect(plan.components.added).toMatchObject([
    { componentVersion: "2.9.1", use: "embedded", purl: "pkg:generic/libxml2@2.9.1" },
    { componentVersion: "2.10", use: "used", purl: null },
  ]);
  const existing = {
    ...none,
    products: plan.products.added,
    versions: plan.versions.added,
    components: plan.components.added,
  };
  const changed = readTable(
    [...head, "component use"],
    ["Home", "Gate", "1", "", "libxml2", "2.9.1", "used"],
  );
  expect(planned(changed.rows, existing).components).toMatchObject({
    added: [],
    changed: [{ use: "used", purl: "pkg:generic/libxml2@2.9.1" }],
  });
});

test("a security profile is kept as its metrics, and what is none is a fault", () => {
  const head = ["entity", "product", "security profile"];
  const { rows } = readTable(head, ["Home", "Gate", " CR:H / AR:L/ "]);
  expect(planned(rows).products.added).toMatchObject([{ securityProfile: "CR:H/AR:L" }]);
  const faults = faultsOf(
    head,
    ...["CR:Z", "CR:X", "AV:N", "/", "CR:H/CR:L"].map((profile, at) => [
      "Home",
      `Gate ${at}`,
      profile,
    ]),
  );
  const problem = "This is no security profile, such as CR:H/IR:M/AR:L.";
  expect(faults).toEqual(
    [2, 3, 4, 5, 6].map((line) => ({ line, column: 3, field: "security profile", problem })),
  );
});

test("a component that stands twice, of no version or without a name is a fault", () => {
  const head = ["entity", "product", "version", "support", "component", "component use"];
  const faults = faultsOf(
    head,
    ["Home", "Gate", "1", "full", "zlib", "used"],
    ["Home", "Gate", "1", "ended", "zlib", ""],
    ["Home", "Gate", "", "", "zlib", ""],
    ["Home", "Gate", "1", "", "", "used"],
    ["Home", "Gate", "2", "", "zlib", "sold"],
  );
  expect(faults.map(({ line, column, problem }) => [line, column, problem])).toEqual([
    [3, 4, "Line 2 says something else of this version."],
    [3, 5, "This component stands in line 2 already."],
    [4, 5, "Name the version that this is about."],
    [5, 6, "Name the component that this is about."],
    [6, 6, "This must be one of embedded, used."],
  ]);
});

test("an owner who is unknown, gone or an administrator is a fault, which names nobody", () => {
  const twenty = Array.from({ length: 21 }, (_, at) => `p${at}`).join(";");
  const said = (primes: string, engineers: string) => ["Home", `Gate ${primes}`, primes, engineers];
  const faults = faultsOf(
    ["entity", "product", "primes", "engineers"],
    said("ben; eve", ""),
    said("", "gone@house.example"),
    said("root", twenty),
  );
  expect(faults.map(({ line, column, problem }) => [line, column, problem])).toEqual([
    [2, 3, "Name 2 of this: nobody signs in by that name."],
    [3, 4, "Name 1 of this: that account is closed."],
    [4, 3, "Name 1 of this: an administrator owns no product."],
    [4, 4, "These are more than 20 people."],
  ]);
  const list = readJsonFile([
    { entity: "Home", name: "Gate", primes: ["ben", ["eve"]], line: ["a"] },
  ]);
  expect(list.faults.map(({ field, problem }) => [field, problem])).toEqual([
    ["primes", "This must be a list of texts."],
    ["line", "This must be a text, a number, true or false."],
  ]);
});

test("what somebody does not see has no column and no member in their export", () => {
  fc.assert(
    fc.property(catalogue, (found) => {
      const said = (sight: CatalogueSight) => {
        const { products } = catalogueAsJson({ ...found, sight });
        const members = products.flatMap((each) => [each, ...each.versions].flatMap(Object.keys));
        return [...(catalogueRows({ ...found, sight })[0] ?? []), ...members].join();
      };
      expect(said("keeper")).toMatch(/primes,engineers.*component/);
      expect(said("colleague")).not.toMatch(/primes|engineers/);
      expect(said("colleague")).toMatch(/security profile.*component/);
      expect(said("public")).not.toMatch(/primes|engineers|component|profile/i);
    }),
  );
});

test("a column that is unknown, twice or missing is said at the first line", () => {
  const faults = faultsOf(["entity", "entity", "colour"], ["Home", "x", "red"]);
  expect(faults.map(({ line, column, field }) => [line, column, field])).toEqual([
    [1, 3, "colour"],
    [1, 2, "entity"],
    [1, 1, "product"],
  ]);
});

test("a catalogue that would be larger than its pages show is refused whole", () => {
  const rows = Array.from({ length: productsMax + 1 }, (_, at) => ["Home", `Gate ${at}`]);
  expect(faultsOf(["entity", "product"], ...rows)).toMatchObject([
    {
      problem: `The catalogue would have ${productsMax + 1} products; ${productsMax} are the most.`,
    },
  ]);
});
