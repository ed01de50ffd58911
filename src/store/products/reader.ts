/** Reads the product catalogue, which is public by nature. */
import type { Tx } from "../transaction.ts";

export interface ProductView {
  readonly productId: string;
  readonly entity: string;
  readonly line: string | null;
  readonly name: string;
  readonly kind: "product" | "service";
  readonly inSupport: boolean;
}

/** The catalogue by entity and name; at most 2,000. */
export async function catalogue(tx: Tx): Promise<ProductView[]> {
  return tx.query<ProductView>(
    `select product_id as "productId", entity, line, name, kind, in_support as "inSupport"
       from products order by entity, line nulls first, name limit 2000`,
  );
}

/** How many of these ids are in the catalogue. */
export async function countKnown(tx: Tx, productIds: readonly string[]): Promise<number> {
  const row = await tx.first<{ count: number }>(
    `select count(*)::int as "count" from products where product_id = any ($1::uuid[])`,
    [[...productIds]],
  );
  return row?.count ?? 0;
}
