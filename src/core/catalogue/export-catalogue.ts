/** The whole catalogue as the file that an import reads again: rows of a table, or JSON. */
import { type CatalogueColumn, catalogueColumns } from "./catalogue-file.ts";
import type { CatalogueProduct, CatalogueVersion, Existing } from "./plan-import.ts";

/** The first row names the columns; a product without versions is a row of its own. */
export function catalogueRows({ products, versions }: Existing): string[][] {
  const byProduct = Map.groupBy(versions, ({ productId }) => productId);
  const rows = products.flatMap((product) => {
    const own = byProduct.get(product.productId) ?? [];
    const cells = ofProduct(product);
    return own.length === 0 ? [cells] : own.map((version) => ({ ...cells, ...ofVersion(version) }));
  });
  const inOrder = (cells: Cells) => catalogueColumns.map((column) => cells[column] ?? "");
  return [[...catalogueColumns], ...rows.map(inOrder)];
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
export function catalogueAsJson({ products, versions }: Existing) {
  const byProduct = Map.groupBy(versions, ({ productId }) => productId);
  return {
    products: products.map(({ productId, ...product }) => ({
      ...product,
      versions: (byProduct.get(productId) ?? []).map(
        ({ productId: _, versionId: __, ...version }) => version,
      ),
    })),
  };
}
