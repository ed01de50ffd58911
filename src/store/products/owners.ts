/** Who of ours answers for a product. Staff see it; nobody else does. */
import type { Context } from "../context.ts";
import { namesOf } from "../people/reader.ts";
import type { Tx } from "../transaction.ts";

/** "prime" for the product security prime, "engineer" for who knows the product. */
export type OwnerPart = "prime" | "engineer";

export interface ProductOwner {
  readonly productId: string;
  readonly personId: string;
  readonly part: OwnerPart;
  readonly name: string;
}

/** The owners of these products whose accounts are open, primes first; at most 1,000. */
export async function ownersOf(
  context: Context,
  tx: Tx,
  productIds: readonly string[],
): Promise<ProductOwner[]> {
  const rows = await tx.query<Omit<ProductOwner, "name">>(
    `select o.product_id as "productId", o.person_id as "personId", o.part
       from product_owners o join people p on p.person_id = o.person_id
      where o.product_id = any ($1::uuid[]) and p.disabled_at is null
      order by o.product_id, o.part desc, o.set_at, o.person_id limit 1000`,
    [[...productIds]],
  );
  const names = await namesOf(
    context,
    tx,
    rows.map(({ personId }) => personId),
  );
  return rows.map((row) => ({ ...row, name: names.get(row.personId) ?? "A colleague" }));
}
