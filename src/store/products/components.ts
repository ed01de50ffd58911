/** Reads what versions are made of. Staff see it; nobody else does. */
import type { CatalogueComponent } from "../../core/catalogue/plan-components.ts";
import { inPages } from "../in-pages.ts";
import type { Tx } from "../transaction.ts";

export type ComponentView = CatalogueComponent;

const columns = `c.entry_id as "entryId", c.version_id as "versionId", c.name,
  c.component_version as "componentVersion", c.purl, c.use`;

/** The components of all versions of a product, by version and name; 5,000 a statement. */
export async function componentsOf(tx: Tx, productId: string): Promise<ComponentView[]> {
  return inPages<ComponentView>(5_000, (last, count) =>
    tx.query(
      `select ${columns} from version_components c
         join product_versions v on v.version_id = c.version_id
        where v.product_id = $1
          and ($2::uuid is null or (c.version_id, lower(c.name), c.component_version, c.entry_id)
                                   > ($3::uuid, lower($4::text), $5::text, $2))
        order by c.version_id, lower(c.name), c.component_version, c.entry_id limit $6`,
      [
        ...[productId, last?.entryId ?? null, last?.versionId ?? null],
        ...[last?.name ?? "", last?.componentVersion ?? "", count],
      ],
    ),
  );
}

/** The components of all versions of all products, in the same order; 20,000 a statement. */
export async function allComponents(tx: Tx): Promise<ComponentView[]> {
  return inPages<ComponentView>(20_000, (last, count) =>
    tx.query(
      `select ${columns} from version_components c
        where $1::uuid is null or (c.version_id, lower(c.name), c.component_version, c.entry_id)
                                  > ($2::uuid, lower($3::text), $4::text, $1)
        order by c.version_id, lower(c.name), c.component_version, c.entry_id limit $5`,
      [
        ...[last?.entryId ?? null, last?.versionId ?? null],
        ...[last?.name ?? "", last?.componentVersion ?? "", count],
      ],
    ),
  );
}
