/** Reads the whole catalogue as files have it. */
import type { CatalogueVersion, Existing } from "../../core/catalogue/plan-import.ts";
import type { Tx } from "../transaction.ts";
import { allVersions, catalogue } from "./reader.ts";

export async function wholeCatalogue(tx: Tx): Promise<Existing> {
  const products = await catalogue(tx);
  const versions = await allVersions(tx);
  return {
    products: products.map((each) => ({
      productId: each.productId,
      entity: each.entity,
      line: each.line,
      name: each.name,
      kind: each.kind,
      purl: each.purl,
      cpe: each.cpe,
      inSupport: each.inSupport,
      retired: each.retiredAt !== null,
    })),
    versions: versions.map(({ changedAt: _, ...rest }): CatalogueVersion => rest),
  };
}
