/** The components that a file names: what versions hold or use. One is known by its name and version. */
import type { ImportRow } from "../imports/import-row.ts";
import type { CellReader } from "../imports/read-cells.ts";
import { drawsNothing } from "../visible-line.ts";
import type { CatalogueColumn } from "./catalogue-file.ts";
import { type Changes, changesOf, keyOf, type Named, said } from "./planned-changes.ts";

export interface CatalogueComponent {
  readonly entryId: string;
  readonly versionId: string;
  readonly name: string;
  /** Empty where it is not known. */
  readonly componentVersion: string;
  readonly purl: string | null;
  /** Part of the version, or only used by it. */
  readonly use: ComponentUse;
}

export const componentUses = ["embedded", "used"] as const;
export type ComponentUse = (typeof componentUses)[number];

/** Columns that say nothing without the component that they are about. */
export const ofComponent = ["component version", "component purl", "component use"] as const;

type Row = ImportRow<CatalogueColumn>;

export class ComponentsPlan {
  private readonly named = new Map<string, Named<CatalogueComponent, Row>>();
  private readonly known: ReadonlyMap<string, CatalogueComponent>;
  private readonly read: CellReader<CatalogueColumn>;
  private readonly newId: () => string;

  constructor(
    existing: readonly CatalogueComponent[],
    read: CellReader<CatalogueColumn>,
    newId: () => string,
  ) {
    this.known = new Map(
      existing.map((each) => [keyOf(each.versionId, each.name, each.componentVersion), each]),
    );
    this.read = read;
    this.newId = newId;
  }

  add(row: Row, versionId: string): void {
    const { read } = this;
    const cell = row.cells.component;
    if (!cell) {
      this.withoutComponent(row);
      return;
    }
    const name = read.needed(row, "component", 200);
    if (drawsNothing(name)) read.refuse(cell, "component", "There is nothing to see in this.");
    const componentVersion = read.text(row, "component version", 100) ?? "";
    const key = keyOf(versionId, name, componentVersion);
    const found = this.named.get(key);
    if (found) {
      read.refuse(cell, "component", `This component stands in line ${found.row.line} already.`);
      return;
    }
    const before = this.known.get(key);
    const value = {
      ...(before ?? this.fresh(versionId, name, componentVersion)),
      ...said({
        purl: read.text(row, "component purl", 500),
        use: read.oneOf(row, "component use", componentUses),
      }),
    };
    this.named.set(key, { before, value, row });
  }

  private fresh(versionId: string, name: string, componentVersion: string): CatalogueComponent {
    const entryId = this.newId();
    return { entryId, versionId, name, componentVersion, purl: null, use: "embedded" };
  }

  private withoutComponent(row: Row): void {
    for (const column of ofComponent) {
      const cell = row.cells[column];
      if (cell) this.read.refuse(cell, column, "Name the component that this is about.");
    }
  }

  changes(): Changes<CatalogueComponent> {
    return changesOf("component", this.named.values());
  }
}
