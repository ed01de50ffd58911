/** The whole catalogue as the file that an import reads again: rows of a table, or JSON. */
import { type CatalogueColumn, catalogueColumns, keeperColumns } from "./catalogue-file.ts";
import type { CatalogueSight } from "./catalogue-sight.ts";
import type { CatalogueProduct, CatalogueVersion, Existing } from "./plan-import.ts";

/** The catalogue as far as somebody sees it: what they do not see has no column and no member. */
export interface SeenCatalogue extends Existing {
  readonly sight: CatalogueSight;
}

/** The first row names the columns; a product without versions is a row of its own. */
export function catalogueRows({ products, versions, sight }: SeenCatalogue): string[][] {
  const byProduct = Map.groupBy(versions, ({ productId }) => productId);
  const rows = products.flatMap((product) => {
    const own = byProduct.get(product.productId) ?? [];
    const cells = ofProduct(product);
    return own.length === 0 ? [cells] : own.map((version) => ({ ...cells, ...ofVersion(version) }));
  });
  const columns = columnsFor(sight);
  const inOrder = (cells: Cells) => columns.map((column) => cells[column] ?? "");
  return [columns, ...rows.map(inOrder)];
}

function columnsFor(sight: CatalogueSight): CatalogueColumn[] {
  if (sight === "keeper") return [...catalogueColumns];
  return catalogueColumns.filter((column) => !keeperColumns.includes(column));
}

type Cells = Partial<Record<CatalogueColumn, string>>;

function ofProduct(product: CatalogueProduct): Cells {
  const { entity, line, name, kind, purl, cpe, inSupport, retired, primes, engineers } = product;
  return {
    entity,
    line: line ?? "",
    product: name,
    kind,
    purl: purl ?? "",
    cpe: cpe ?? "",
    "in support": inSupport ? "yes" : "no",
    retired: retired ? "yes" : "no",
    primes: primes.join("; "),
    engineers: engineers.join("; "),
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

/** An object with a list of products, each with its versions; without ids, which are of this house. */
export function catalogueAsJson({ products, versions, sight }: SeenCatalogue) {
  const byProduct = Map.groupBy(versions, ({ productId }) => productId);
  return {
    products: products.map(({ productId, primes, engineers, ...product }) => ({
      ...product,
      ...(sight === "keeper" && { primes: [...primes], engineers: [...engineers] }),
      versions: (byProduct.get(productId) ?? []).map(
        ({ productId: _, versionId: __, ...version }) => version,
      ),
    })),
  };
}
