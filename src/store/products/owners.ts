/** Who of ours answers for a product. Staff see it; nobody else does. */
import type { Context } from "../context.ts";
import { inPages } from "../in-pages.ts";
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

/** The owners of all products whose accounts are open; 5,000 a statement. */
export async function allOwners(tx: Tx): Promise<Omit<ProductOwner, "name">[]> {
  return inPages<Omit<ProductOwner, "name">>(5_000, (last, count) =>
    tx.query(
      `select o.product_id as "productId", o.person_id as "personId", o.part
         from product_owners o join people p on p.person_id = o.person_id
        where p.disabled_at is null
          and ($1::uuid is null or (o.product_id, o.person_id, o.part) > ($1, $2::uuid, $3::text))
        order by o.product_id, o.person_id, o.part limit $4`,
      [last?.productId ?? null, last?.personId ?? null, last?.part ?? "", count],
    ),
  );
}
