/** Writes who of ours answers for products. */
import type { OwnersChange } from "../../core/catalogue/plan-owners.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";

/** Puts these people in the place of whoever had that part of the product. */
export async function putOwners(
  context: Context,
  tx: Tx,
  owners: readonly OwnersChange[],
): Promise<void> {
  const rows = JSON.stringify(
    owners.map(({ productId, part, personIds }) => ({
      product_id: productId,
      part,
      person_ids: personIds,
    })),
  );
  await tx.run(
    `delete from product_owners o
      using jsonb_to_recordset($1::jsonb) as n (product_id uuid, part text, person_ids uuid[])
      where o.product_id = n.product_id and o.part = n.part
        and not o.person_id = any (n.person_ids)`,
    [rows],
  );
  await tx.run(
    `insert into product_owners (product_id, person_id, part, set_at)
     select n.product_id, person_id, n.part, $2
       from jsonb_to_recordset($1::jsonb) as n (product_id uuid, part text, person_ids uuid[]),
            unnest(n.person_ids) as person_id
     on conflict do nothing`,
    [rows, context.now()],
  );
}
