/** The form of a catalogue as a file: the columns of its table and the members of its JSON. */
import type { JsonShape } from "../imports/rows-of-json.ts";
import type { TableShape } from "../imports/rows-of-table.ts";

export const catalogueColumns = [
  "entity",
  "entity parent",
  "entity kind",
  "line",
  "product",
  "kind",
  "purl",
  "cpe",
  "in support",
  "retired",
  "security profile",
  "primes",
  "engineers",
  "version",
  "branch",
  "support",
  "released on",
  "supported from",
  "supported until",
  "component",
  "component version",
  "component purl",
  "component use",
] as const;

/** Accounts: in the exports of those who import alone. */
export const keeperColumns: readonly CatalogueColumn[] = ["primes", "engineers"];

/** What products are made of, and ask of security, tells where to look: in the exports of colleagues alone. */
export const colleagueColumns: readonly CatalogueColumn[] = [
  "security profile",
  "component",
  "component version",
  "component purl",
  "component use",
];

export type CatalogueColumn = (typeof catalogueColumns)[number];

/**
 * A row is an entity of the tree where it names no product; else it is a product, or where it names a version, that version of it, or where it names a component,
 * that one of the version.
 */
export const catalogueTable: TableShape<CatalogueColumn> = {
  columns: catalogueColumns,
  required: ["entity", "product"],
};

export const catalogueJson: JsonShape<CatalogueColumn> = {
  list: "products",
  beside: {
    entities: {
      members: { name: "entity", parent: "entity parent", kind: "entity kind" },
    },
  },
  members: {
    entity: "entity",
    line: "line",
    name: "product",
    kind: "kind",
    purl: "purl",
    cpe: "cpe",
    inSupport: "in support",
    retired: "retired",
    securityProfile: "security profile",
    primes: "primes",
    engineers: "engineers",
  },
  joined: ["primes", "engineers"],
  within: {
    versions: {
      members: {
        name: "version",
        branch: "branch",
        support: "support",
        releasedOn: "released on",
        supportedFrom: "supported from",
        supportedUntil: "supported until",
      },
      within: {
        components: {
          members: {
            name: "component",
            version: "component version",
            purl: "component purl",
            use: "component use",
          },
        },
      },
      key: ["version"],
    },
  },
  key: ["entity", "product"],
};
