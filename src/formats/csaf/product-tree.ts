/** Products as the branches that CSAF readers match against: vendor, product name, version. */
import { type AdvisoryProduct, productLabel } from "../../core/advisories/advisory.ts";
import type { CsafBranch, CsafProduct } from "./csaf-document.ts";

export function productTree(products: readonly AdvisoryProduct[]): { branches: CsafBranch[] } {
  const vendors = Map.groupBy(products, ({ vendor }) => vendor);
  return {
    branches: [...vendors].map(([name, ofVendor]) => ({
      category: "vendor",
      name,
      branches: nameBranches(ofVendor),
    })),
  };
}

function nameBranches(ofVendor: readonly AdvisoryProduct[]): CsafBranch[] {
  const names = Map.groupBy(ofVendor, ({ name }) => name);
  return [...names].flatMap(([name, ofName]): CsafBranch[] => {
    const versions = ofName.flatMap(versionBranch);
    return [
      ...(versions.length > 0
        ? [{ category: "product_name" as const, name, branches: versions }]
        : []),
      // A branch holds either a product or branches, so the product as a whole stands beside.
      ...ofName
        .filter((product) => product.versions === null)
        .map((product) => ({ category: "product_name" as const, name, product: leaf(product) })),
    ];
  });
}

function versionBranch(product: AdvisoryProduct): CsafBranch[] {
  const { versions } = product;
  if (versions === null) return [];
  return "exact" in versions
    ? [{ category: "product_version", name: versions.exact, product: leaf(product) }]
    : [{ category: "product_version_range", name: versions.range, product: leaf(product) }];
}

function leaf(product: AdvisoryProduct): CsafProduct {
  const { id, cpe, purl } = product;
  const helper = { ...(cpe ? { cpe } : {}), ...(purl ? { purl } : {}) };
  return {
    name: productLabel(product),
    product_id: id,
    ...(cpe || purl ? { product_identification_helper: helper } : {}),
  };
}
