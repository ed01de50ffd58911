/** Reads the whole catalogue as files have it. */
import type { CatalogueVersion, Existing } from "../../core/catalogue/plan-import.ts";
import type { Tx } from "../transaction.ts";
import { allVersions, catalogue } from "./reader.ts";

export async function wholeCatalogue(tx: Tx): Promise<Existing> {
  const products = await catalogue(tx);
  const versions = await allVersions(tx);
  return {
    products: products.map(({ retiredAt, changedAt: _, ...rest }) => ({
      ...rest,
      retired: retiredAt !== null,
    })),
    versions: versions.map(({ changedAt: _, ...rest }): CatalogueVersion => rest),
  };
}
