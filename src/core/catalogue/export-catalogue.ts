/** The whole catalogue as the file that an import reads again: rows of a table, or JSON. */
import {
  type CatalogueColumn,
  catalogueColumns,
  colleagueColumns,
  keeperColumns,
} from "./catalogue-file.ts";
import type { CatalogueSight } from "./catalogue-sight.ts";
import type { CatalogueComponent } from "./plan-components.ts";
import type { CatalogueProduct, CatalogueVersion, Existing } from "./plan-import.ts";

/** The catalogue as far as somebody sees it: what they do not see has no column and no member. */
export interface SeenCatalogue extends Existing {
  readonly sight: CatalogueSight;
}

/** The first row names the columns; the tree of entities stands above the products. A product without versions is a row of its own, as is a component. */
export function catalogueRows(found: SeenCatalogue): string[][] {
  const { products, entities, sight } = found;
  const { versionsOf, componentsOf } = inside(found);
  const places = entities.map(
    ({ name, parent, kind }): Cells => ({
      entity: name,
      "entity parent": parent,
      "entity kind": kind,
    }),
  );
  const rows = products.flatMap((product) => {
    const own = versionsOf(product);
    const cells = ofProduct(product);
    if (own.length === 0) return [cells];
    return own.flatMap((version) => [
      { ...cells, ...ofVersion(version) },
      ...componentsOf(version).map((each) => ofComponent(product, version, each)),
    ]);
  });
  const columns = columnsFor(sight);
  const inOrder = (cells: Cells) => columns.map((column) => cells[column] ?? "");
  return [columns, ...[...places, ...rows].map(inOrder)];
}

/** What products and versions have below them. */
function inside({ versions, components }: SeenCatalogue) {
  const byProduct = Map.groupBy(versions, ({ productId }) => productId);
  const byVersion = Map.groupBy(components, ({ versionId }) => versionId);
  return {
    versionsOf: ({ productId }: CatalogueProduct) => byProduct.get(productId) ?? [],
    componentsOf: ({ versionId }: CatalogueVersion) => byVersion.get(versionId) ?? [],
  };
}

function columnsFor(sight: CatalogueSight): CatalogueColumn[] {
  if (sight === "keeper") return [...catalogueColumns];
  const unseen = sight === "public" ? [...keeperColumns, ...colleagueColumns] : keeperColumns;
  return catalogueColumns.filter((column) => !unseen.includes(column));
}

type Cells = Partial<Record<CatalogueColumn, string>>;

function ofProduct(product: CatalogueProduct): Cells {
  const { entity, line, name, kind, purl, cpe, inSupport, retired } = product;
  return {
    entity,
    line: line ?? "",
    product: name,
    kind,
    purl: purl ?? "",
    cpe: cpe ?? "",
    "in support": inSupport ? "yes" : "no",
    retired: retired ? "yes" : "no",
    "security profile": product.securityProfile ?? "",
    primes: product.primes.join("; "),
    engineers: product.engineers.join("; "),
  };
}

function ofVersion(version: CatalogueVersion): Cells {
  const { name, branch, support, releasedOn, supportedFrom, supportedUntil } = version;
  return {
    version: name,
    branch: branch ?? "",
    support,
    "released on": releasedOn ?? "",
    "supported from": supportedFrom ?? "",
    "supported until": supportedUntil ?? "",
  };
}

function ofComponent(
  { entity, name: product }: CatalogueProduct,
  { name: version }: CatalogueVersion,
  { name, componentVersion, purl, use }: CatalogueComponent,
): Cells {
  return {
    entity,
    product,
    version,
    component: name,
    "component version": componentVersion,
    "component purl": purl ?? "",
    "component use": use,
  };
}

/** An object with lists of entities and of products with their versions; without ids, which are of this house. */
export function catalogueAsJson(found: SeenCatalogue) {
  const { products, entities, sight } = found;
  const { versionsOf, componentsOf } = inside(found);
  const versionAsJson = (each: CatalogueVersion) => {
    const { productId: _, versionId: __, ...version } = each;
    const components = componentsOf(each).map(componentAsJson);
    return { ...version, ...(sight !== "public" && { components }) };
  };
  return {
    entities: entities.map(({ name, parent, kind }) => ({ name, parent, kind })),
    products: products.map((each) => {
      const { productId: _, securityProfile, primes, engineers, ...product } = each;
      return {
        ...product,
        ...(sight !== "public" && { securityProfile }),
        ...(sight === "keeper" && { primes: [...primes], engineers: [...engineers] }),
        versions: versionsOf(each).map(versionAsJson),
      };
    }),
  };
}

function componentAsJson({ name, componentVersion, purl, use }: CatalogueComponent) {
  return { name, version: componentVersion || null, purl, use };
}
