/** Writes the product catalogue. */
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";

/** Refuses with product.exists where the entity has one of that name. */
export async function insertProduct(
  context: Context,
  tx: Tx,
  product: {
    productId: string;
    entity: string;
    line?: string | undefined;
    name: string;
    kind: "product" | "service";
    purl?: string | undefined;
    cpe?: string | undefined;
    inSupport: boolean;
  },
): Promise<void> {
  const added = await tx.run(
    `insert into products (product_id, entity, line, name, kind, purl, cpe, in_support, added_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (entity, name) do nothing`,
    [
      product.productId,
      product.entity,
      product.line ?? null,
      product.name,
      product.kind,
      product.purl ?? null,
      product.cpe ?? null,
      product.inSupport,
      context.now(),
    ],
  );
  if (added === 0) throw new Refusal("product.exists", { name: product.name });
}
