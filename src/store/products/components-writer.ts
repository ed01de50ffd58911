/** Writes what versions are made of. */
import type { ComponentUse } from "../../core/catalogue/plan-components.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";

/** Refuses with version.unknown, or component.exists where the version has it already. */
export async function insertComponent(
  context: Context,
  tx: Tx,
  component: {
    readonly entryId: string;
    readonly productId: string;
    readonly versionId: string;
    readonly name: string;
    readonly componentVersion: string;
    readonly purl: string | null;
    readonly use: ComponentUse;
  },
): Promise<void> {
  const { productId, versionId, name } = component;
  const version = await tx.first(
    "select 1 from product_versions where product_id = $1 and version_id = $2",
    [productId, versionId],
  );
  if (!version) throw new Refusal("version.unknown");
  const added = await tx.run(
    `insert into version_components (entry_id, version_id, name, component_version, purl, use, added_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (version_id, name, component_version) do nothing`,
    [
      component.entryId,
      versionId,
      name,
      component.componentVersion,
      component.purl,
      component.use,
      context.now(),
    ],
  );
  if (added === 0) throw new Refusal("component.exists", { name });
}

/** False where the product's versions have no such entry. */
export async function deleteComponent(
  tx: Tx,
  productId: string,
  entryId: string,
): Promise<boolean> {
  const gone = await tx.run(
    `delete from version_components c using product_versions v
      where c.entry_id = $1 and v.version_id = c.version_id and v.product_id = $2`,
    [entryId, productId],
  );
  return gone > 0;
}
