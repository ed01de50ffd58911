/** Writes customers and what they are entitled to. */
import { nameKey } from "../../core/customers/entitlement.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../context.ts";
import { newObjectKey, sealFor, wrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import {
  customerKey,
  customerNamePlace,
  customersHolder,
  customerTokens,
  levelPlace,
  literalOf,
  lockCustomer,
} from "./reader.ts";

/** Refuses with customer.exists where one of that name is there. */
export async function insertCustomer(
  context: Context,
  tx: Tx,
  { customerId, name }: { customerId: string; name: string },
): Promise<void> {
  const key = newObjectKey(context, customerId);
  const { wrapped, masterKeyId } = wrapKey(context, key, customersHolder);
  const added = await tx.run(
    `insert into customers (customer_id, name_sealed, name_hash, key_wrapped, master_key_id, added_at)
     values ($1, $2, $3, $4, $5, $6) on conflict (name_hash) do nothing`,
    [
      customerId,
      sealFor(context, key, customerNamePlace, name),
      context.masterKey.hash("search-tokens", `customer name\0${nameKey(name)}`),
      wrapped,
      masterKeyId,
      context.now(),
    ],
  );
  if (added === 0) throw new Refusal("customer.exists");
  await tx.run(
    `insert into customer_tokens (token, customer_id)
     select token, $2 from unnest($1::bytea[]) as token on conflict do nothing`,
    [customerTokens(context, name).map(literalOf), customerId],
  );
}

/** Refuses with customer.unknown. */
export async function insertEntitlement(
  context: Context,
  tx: Tx,
  entitlement: {
    readonly entitlementId: string;
    readonly customerId: string;
    readonly productId: string | null;
    readonly level: string;
    readonly validUntil: string | null;
  },
): Promise<void> {
  const { entitlementId, customerId, productId, level, validUntil } = entitlement;
  await lockCustomer(tx, customerId);
  const key = await customerKey(context, tx, customerId);
  if (!key) throw new Refusal("customer.unknown");
  await tx.run(
    `insert into entitlements (entitlement_id, customer_id, product_id, level_sealed, valid_until, added_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      entitlementId,
      customerId,
      productId,
      sealFor(context, key, levelPlace(entitlementId), level),
      validUntil,
      context.now(),
    ],
  );
}

/** False where the customer has no such entitlement that still runs. */
export async function endEntitlement(
  context: Context,
  tx: Tx,
  customerId: string,
  entitlementId: string,
): Promise<boolean> {
  const ended = await tx.run(
    `update entitlements set ended_at = $3
      where customer_id = $1 and entitlement_id = $2 and ended_at is null`,
    [customerId, entitlementId, context.now()],
  );
  return ended > 0;
}
