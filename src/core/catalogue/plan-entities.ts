/** Where the entities that a file names stand in the tree. Those of the policy stand where it says. */
import type { ImportRow } from "../imports/import-row.ts";
import type { CellReader } from "../imports/read-cells.ts";
import type { CatalogueColumn } from "./catalogue-file.ts";
import { type EntityRow, entityKinds } from "./entity-tree.ts";
import { type Changes, changesOf, type Named, said } from "./planned-changes.ts";

export interface ExistingEntities {
  /** Those that the house added. */
  readonly entities: readonly EntityRow[];
  /** The organisation and the entities that the policy names. */
  readonly policyEntities: readonly string[];
}

type Row = ImportRow<CatalogueColumn>;

const ofEntity = ["entity parent", "entity kind"] as const;

export class EntitiesPlan {
  private readonly named = new Map<string, Named<EntityRow, Row>>();
  private readonly known: ReadonlyMap<string, EntityRow>;
  private readonly policy: ReadonlySet<string>;
  private readonly read: CellReader<CatalogueColumn>;
  private readonly newId: () => string;

  constructor(
    { entities, policyEntities }: ExistingEntities,
    read: CellReader<CatalogueColumn>,
    newId: () => string,
  ) {
    this.known = new Map(entities.map((each) => [each.name, each]));
    this.policy = new Set(policyEntities);
    this.read = read;
    this.newId = newId;
  }

  /** Whether the row says where its entity stands. */
  isAbout({ cells }: Row): boolean {
    return ofEntity.some((column) => cells[column]);
  }

  add(row: Row, name: string): void {
    const { read } = this;
    const place = row.cells["entity parent"] ?? row.cells["entity kind"];
    if (!place) return;
    const found = this.named.get(name);
    if (found && !this.isAgreed(row, found.row)) return;
    const parent = read.text(row, "entity parent", 200);
    const kind = read.oneOf(row, "entity kind", entityKinds);
    const before = found?.before ?? this.known.get(name);
    const start = found?.value ?? before ?? this.fresh(name, parent ?? "");
    if (this.policy.has(name)) {
      read.refuse(place, "entity parent", "The policy says where this entity stands.");
    } else if (!row.cells["entity parent"] && start.parent === "") {
      read.refuse(place, "entity parent", "Say below which entity it stands.");
    }
    const cells = { ...row.cells, ...found?.row.cells };
    const value = { ...start, ...said({ parent, kind }) };
    this.named.set(name, { before, value, row: found ? { ...found.row, cells } : row });
  }

  private fresh(name: string, parent: string): EntityRow {
    return { entityId: this.newId(), name, parent, kind: "unit" };
  }

  /** Refuses what another row says otherwise. */
  private isAgreed(row: Row, first: Row): boolean {
    const other = ofEntity.flatMap((column) => {
      const [cell, before] = [row.cells[column], first.cells[column]];
      const isKind = column === "entity kind";
      const meant = (text: string) => (isKind ? text.toLowerCase() : text);
      const isSaid = !cell || !before || meant(cell.text) === meant(before.text);
      return isSaid ? [] : [{ cell, column, line: before.line }];
    });
    for (const { cell, column, line } of other) {
      this.read.refuse(cell, column, `Line ${line} says something else of this entity.`);
    }
    return other.length === 0;
  }

  /** After all rows: a file may name an entity before the one that it stands below. */
  changes(): Changes<EntityRow> {
    const parents = new Map([...this.known.values()].map(({ name, parent }) => [name, parent]));
    for (const [name, { value }] of this.named) parents.set(name, value.parent);
    for (const { before, value, row } of this.named.values()) {
      const cell = row.cells["entity parent"];
      if (!cell || before?.parent === value.parent || this.policy.has(value.name)) continue;
      if (!this.policy.has(value.parent) && !parents.has(value.parent)) {
        const problem = "There is no such entity, neither in the tree nor in this file.";
        this.read.refuse(cell, "entity parent", problem);
      } else if (this.isBelowItself(value.name, parents)) {
        this.read.refuse(cell, "entity parent", "The entity would stand below itself.");
      }
    }
    return changesOf("entity", this.named.values());
  }

  private isBelowItself(name: string, parents: ReadonlyMap<string, string>): boolean {
    const seen = new Set<string>();
    let at = parents.get(name);
    while (at !== undefined && at !== name && !this.policy.has(at) && !seen.has(at)) {
      seen.add(at);
      at = parents.get(at);
    }
    return at === name;
  }
}
