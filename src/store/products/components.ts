/** Reads what versions are made of. Staff see it; nobody else does. */
import type { Tx } from "../transaction.ts";

export interface ComponentView {
  readonly entryId: string;
  readonly versionId: string;
  readonly name: string;
  /** Empty where it is not known. */
  readonly componentVersion: string;
  readonly purl: string | null;
  /** Part of the version, or only used by it. */
  readonly use: "embedded" | "used";
}

const columns = `c.entry_id as "entryId", c.version_id as "versionId", c.name,
  c.component_version as "componentVersion", c.purl, c.use`;

/** The components of all versions of a product, by version and name; at most 5,000. */
export async function componentsOf(tx: Tx, productId: string): Promise<ComponentView[]> {
  return tx.query<ComponentView>(
    `select ${columns} from version_components c
       join product_versions v on v.version_id = c.version_id
      where v.product_id = $1 order by c.version_id, lower(c.name), c.component_version limit 5000`,
    [productId],
  );
}
