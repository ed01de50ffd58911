/**
 * What the import of a catalogue changes: rows of a file against what is there. All or nothing: with
 * one fault there is no plan. What a file does not name stays; what it leaves empty stays as it is.
 */
import type { ImportFault, ImportRow } from "../imports/import-row.ts";
import { CellReader } from "../imports/read-cells.ts";
import { readProfile } from "../severity/adjust.ts";
import type { CatalogueColumn } from "./catalogue-file.ts";
import type { EntityRow } from "./entity-tree.ts";
import { type CatalogueComponent, ComponentsPlan, ofComponent } from "./plan-components.ts";
import { EntitiesPlan, type ExistingEntities } from "./plan-entities.ts";
import { type CatalogueOwner, type OwnersChange, OwnersPlan, ownersMeant } from "./plan-owners.ts";
import { type Changes, changesOf, keyOf, type Named, said } from "./planned-changes.ts";
import { type SupportState, supportStates } from "./support.ts";

export interface CatalogueProduct {
  readonly productId: string;
  readonly entity: string;
  readonly line: string | null;
  readonly name: string;
  readonly kind: "product" | "service";
  readonly purl: string | null;
  readonly cpe: string | null;
  readonly inSupport: boolean;
  readonly retired: boolean;
  /** Environmental metrics of CVSS, such as CR:H/AR:H; null where nobody said or it is not seen. */
  readonly securityProfile: string | null;
  /** Sign-in names of its owners in the order of ownersInOrder; none where they are not seen. */
  readonly primes: readonly string[];
  readonly engineers: readonly string[];
}

export interface CatalogueVersion {
  readonly versionId: string;
  readonly productId: string;
  readonly name: string;
  readonly branch: string | null;
  readonly support: SupportState;
  readonly releasedOn: string | null;
  readonly supportedFrom: string | null;
  readonly supportedUntil: string | null;
}

export interface CataloguePlan {
  readonly entities: Changes<EntityRow>;
  readonly products: Changes<CatalogueProduct>;
  readonly versions: Changes<CatalogueVersion>;
  readonly components: Changes<CatalogueComponent>;
  /** Of products that are added or changed. */
  readonly owners: readonly OwnersChange[];
}

export interface Existing extends ExistingEntities {
  readonly products: readonly CatalogueProduct[];
  readonly versions: readonly CatalogueVersion[];
  /** None where they are not seen. */
  readonly components: readonly CatalogueComponent[];
  /** Everybody with an account, also a closed one. */
  readonly people: readonly CatalogueOwner[];
}

/** As many as an import lets a catalogue grow to: a file of them is about as large as one may be. */
export const productsMax = 20_000;
const versionsMax = 60_000;
const componentsMax = 200_000;
/** As many as are read of the tree. */
const entitiesMax = 2_000;

type Row = ImportRow<CatalogueColumn>;

/** `newId` makes the ids of what is added. */
export function planCatalogueImport(
  rows: readonly Row[],
  existing: Existing,
  newId: () => string,
): { plan: CataloguePlan } | { faults: readonly ImportFault[] } {
  const planning = new Planning(existing, newId);
  for (const row of rows) planning.add(row);
  return planning.end();
}

class Planning {
  private readonly read = new CellReader<CatalogueColumn>();
  private readonly products = new Map<string, Named<CatalogueProduct, Row>>();
  private readonly versions = new Map<string, Named<CatalogueVersion, Row>>();
  /** Lines of the rows that are about a version itself, by its key. */
  private readonly stated = new Map<string, number>();
  private readonly known: {
    products: Map<string, CatalogueProduct>;
    versions: Map<string, CatalogueVersion>;
  };
  private readonly entities: EntitiesPlan;
  private readonly owners: OwnersPlan;
  private readonly components: ComponentsPlan;
  private readonly existing: Existing;
  private readonly newId: () => string;

  constructor(existing: Existing, newId: () => string) {
    this.existing = existing;
    this.newId = newId;
    this.entities = new EntitiesPlan(existing, this.read, newId);
    this.owners = new OwnersPlan(existing.people, this.read);
    this.components = new ComponentsPlan(existing.components, this.read, newId);
    this.known = {
      products: new Map(existing.products.map((each) => [keyOf(each.entity, each.name), each])),
      versions: new Map(existing.versions.map((each) => [keyOf(each.productId, each.name), each])),
    };
  }

  add(row: Row): void {
    const entity = this.read.name(row, "entity", 200);
    if (entity !== "" && this.entities.isAbout(row)) {
      this.entities.add(row, entity);
      if (!row.cells.product) {
        this.aboutNothing(row, ["version", ...ofProduct, ...belowVersion], "product");
        return;
      }
    }
    const name = this.read.name(row, "product", 200);
    if (entity === "" || name === "") return;
    const productId = this.product(row, entity, name);
    if (row.cells.version) this.components.add(row, this.version(row, productId));
    else this.aboutNothing(row, belowVersion, "version");
  }

  private product(row: Row, entity: string, name: string): string {
    const key = keyOf(entity, name);
    const found = this.products.get(key);
    const before = found?.before ?? this.known.products.get(key);
    const value = found?.value ?? before ?? this.freshProduct(entity, name);
    const said = this.productSaid(row);
    if (found) this.mustAgree(row, found.row, ofProduct, "product");
    const next = { ...value, ...said };
    if (found) {
      found.value = next;
      found.row = { ...found.row, cells: { ...row.cells, ...found.row.cells } };
    } else this.products.set(key, { before, value: next, row });
    return next.productId;
  }

  private freshProduct(entity: string, name: string): CatalogueProduct {
    const texts = { line: null, purl: null, cpe: null, securityProfile: null };
    const owners = { primes: [], engineers: [] };
    const states = { kind: "product", inSupport: true, retired: false } as const;
    return { productId: this.newId(), entity, name, ...texts, ...states, ...owners };
  }

  private productSaid(row: Row): Partial<CatalogueProduct> {
    const { read } = this;
    return said({
      line: read.text(row, "line", 200),
      kind: read.oneOf(row, "kind", ["product", "service"]),
      purl: read.text(row, "purl", 500),
      cpe: read.text(row, "cpe", 500),
      inSupport: read.yesOrNo(row, "in support"),
      retired: read.yesOrNo(row, "retired"),
      securityProfile: this.profile(row),
      primes: this.owners.names(row, "primes"),
      engineers: this.owners.names(row, "engineers"),
    });
  }

  private profile(row: Row): string | undefined {
    const cell = row.cells["security profile"];
    const text = this.read.text(row, "security profile", 200);
    if (!cell || text === undefined) return undefined;
    const profile = profileIn(text);
    return profile ?? this.read.refuse(cell, "security profile", noProfile);
  }

  /** A table says a product again in each row of its versions, and a version in those of its components. */
  private mustAgree(row: Row, first: Row, columns: readonly AgreedColumn[], what: string): void {
    for (const column of columns) {
      const [cell, before] = [row.cells[column], first.cells[column]];
      if (!cell || !before || meant(column, cell.text) === meant(column, before.text)) continue;
      this.read.refuse(cell, column, `Line ${before.line} says something else of this ${what}.`);
    }
  }

  private version(row: Row, productId: string): string {
    const name = this.read.name(row, "version", 100);
    const key = keyOf(productId, name);
    const found = this.versions.get(key);
    if (found) this.versionAgain(row, key, found.row);
    const before = found?.before ?? this.known.versions.get(key);
    const start = found?.value ?? before ?? this.freshVersion(productId, name);
    const value = { ...start, ...this.versionSaid(row) };
    const { supportedFrom: from, supportedUntil: until } = value;
    const place = row.cells["supported until"] ?? row.cells["supported from"];
    if (from !== null && until !== null && until < from && place) {
      this.read.refuse(place, "supported until", "Support ends before it begins.");
    }
    const cells = { ...row.cells, ...found?.row.cells };
    this.versions.set(key, { before, value, row: found ? { ...found.row, cells } : row });
    if (!isOfComponent(row)) this.stated.set(key, row.line);
    return value.versionId;
  }

  /** Only rows of its components say a version again, and never something else. */
  private versionAgain(row: Row, key: string, first: Row): void {
    const line = this.stated.get(key);
    const cell = row.cells.version;
    if (line === undefined || isOfComponent(row) || !cell) {
      this.mustAgree(row, first, ofVersion, "version");
    } else this.read.refuse(cell, "version", `This version stands in line ${line} already.`);
  }

  private freshVersion(productId: string, name: string): CatalogueVersion {
    const days = { releasedOn: null, supportedFrom: null, supportedUntil: null };
    return { versionId: this.newId(), productId, name, branch: null, support: "full", ...days };
  }

  private versionSaid(row: Row): Partial<CatalogueVersion> {
    const { read } = this;
    return said({
      branch: read.text(row, "branch", 100),
      support: read.oneOf(row, "support", supportStates),
      releasedOn: read.day(row, "released on"),
      supportedFrom: read.day(row, "supported from"),
      supportedUntil: read.day(row, "supported until"),
    });
  }

  private aboutNothing(row: Row, columns: readonly CatalogueColumn[], what: string): void {
    for (const column of columns) {
      const cell = row.cells[column];
      if (cell) this.read.refuse(cell, column, `Name the ${what} that this is about.`);
    }
  }

  end(): { plan: CataloguePlan } | { faults: readonly ImportFault[] } {
    const plan = {
      entities: this.entities.changes(),
      products: changesOf("product", this.products.values()),
      versions: changesOf("version", this.versions.values()),
      components: this.components.changes(),
      owners: this.owners.changes(this.products.values()),
    };
    const counts = [
      [this.existing.entities, plan.entities.added, entitiesMax, "entities"],
      [this.existing.products, plan.products.added, productsMax, "products"],
      [this.existing.versions, plan.versions.added, versionsMax, "versions"],
      [this.existing.components, plan.components.added, componentsMax, "components"],
    ] as const;
    // What is there already is taken back, however many people have added one by one.
    const tooMany = counts.flatMap(([before, added, most, what]) => {
      const count = before.length + added.length;
      if (added.length === 0 || count <= most) return [];
      const problem = `The catalogue would have ${count} ${what}; ${most} are the most.`;
      return [{ line: 1, column: 1, problem }];
    });
    const faults = [...this.read.faults, ...tooMany];
    return faults.length > 0 ? { faults } : { plan };
  }
}

const noProfile = "This is no security profile, such as CR:H/IR:M/AR:L.";

/** As it is kept; undefined for what is none. */
function profileIn(text: string): string | undefined {
  const read = readProfile(text);
  if ("fault" in read) return undefined;
  const metrics = Object.entries(read.metrics).map(([metric, value]) => `${metric}:${value}`);
  return metrics.join("/") || undefined;
}

const ofProduct = [
  "line",
  "kind",
  "purl",
  "cpe",
  "in support",
  "retired",
  "security profile",
  "primes",
  "engineers",
] as const;
const ofVersion = [
  "branch",
  "support",
  "released on",
  "supported from",
  "supported until",
] as const;

const belowVersion: readonly CatalogueColumn[] = [...ofVersion, "component", ...ofComponent];

function isOfComponent({ cells }: Row): boolean {
  return (["component", ...ofComponent] as const).some((column) => cells[column]);
}

type AgreedColumn = (typeof ofProduct)[number] | (typeof ofVersion)[number];
/** Columns of few words. */
const worded: readonly AgreedColumn[] = ["kind", "in support", "retired", "support"];

/** Letter case says nothing in a column of few words, and true is another word for yes. */
function meant(column: AgreedColumn, text: string): string {
  if (column === "primes" || column === "engineers") return ownersMeant(text);
  if (!worded.includes(column)) return text;
  const word = text.toLowerCase();
  if (word === "true") return "yes";
  return word === "false" ? "no" : word;
}
