/** Writes who of ours answers for a product. */
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";
import type { OwnerPart } from "./owners.ts";

/** Puts these people in the place of whoever had that part. */
export async function replaceOwners(
  context: Context,
  tx: Tx,
  productId: string,
  part: OwnerPart,
  personIds: readonly string[],
): Promise<void> {
  await tx.run(
    `delete from product_owners
      where product_id = $1 and part = $2 and not person_id = any ($3::uuid[])`,
    [productId, part, [...personIds]],
  );
  await tx.run(
    `insert into product_owners (product_id, person_id, part, set_at)
     select $1, person_id, $2, $4 from unnest($3::uuid[]) as person_id on conflict do nothing`,
    [productId, part, [...personIds], context.now()],
  );
}
