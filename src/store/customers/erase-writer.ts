/**
 * Erases a customer: under a new key its row says that it was erased, the old key is gone, no word
 * leads to it, and its entitlements are taken out. The row and its id stay, because filed reports name it.
 */
import type { Context } from "../context.ts";
import { newObjectKey, sealFor, wrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { customerNamePlace, customersHolder } from "./reader.ts";

/** What stands for the name of a customer that was erased. */
const erasedCustomer = "Erased customer";

/** Returns how many entitlements went with it; undefined where it is unknown or erased already. */
export async function eraseCustomerRow(
  context: Context,
  tx: Tx,
  customerId: string,
): Promise<number | undefined> {
  const key = newObjectKey(context, customerId);
  const wrap = wrapKey(context, key, customersHolder);
  const changed = await tx.run(
    `update customers
        set name_sealed = $2, key_wrapped = $3, master_key_id = $4, name_hash = $5, erased_at = $6
      where customer_id = $1 and erased_at is null`,
    [
      customerId,
      sealFor(context, key, customerNamePlace, erasedCustomer),
      wrap.wrapped,
      wrap.masterKeyId,
      // No name has this hash, so the same customer may come back as a new one.
      context.randomBytes(32),
      context.now(),
    ],
  );
  if (changed === 0) return undefined;
  await tx.run("delete from customer_tokens where customer_id = $1", [customerId]);
  return tx.run("delete from entitlements where customer_id = $1", [customerId]);
}
