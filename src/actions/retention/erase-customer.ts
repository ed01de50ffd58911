/**
 * Erases a customer with its entitlements. Reports that were filed for it stay and say "Erased customer";
 * the record says that it was done, by whom and why, and not who it was.
 */
import { z } from "zod";
import {
  type ErasedBecause,
  eraseReasons,
  eraseReasonWords,
} from "../../core/customers/erasing.ts";
import { colleagueOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { eraseCustomerRow } from "../../store/customers/erase-writer.ts";
import { isCustomerHeld, lockCustomer } from "../../store/customers/reader.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { type CustomerEntry, customerEntry } from "../../store/retention/erasure-log.ts";
import { holdErasureLog } from "../../store/retention/shred-writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { asKeeperOfPeople } from "../people/people-transaction.ts";

export const eraseCustomer = defineAction({
  deed: "erase-customer",
  title: "Erase the customer",
  summary: "Erases a customer with its entitlements; reports filed for it stay and name nobody.",
  path: "/customers/{customerId}/erasure",
  input: z.object({
    customerId: z.uuid().meta({ title: "Customer" }),
    reason: z
      .enum(eraseReasons, "Say why.")
      .meta({ title: "Why", words: eraseReasonWords, description: "It stays on record." }),
  }),
  async run(context, actor, { customerId, reason }) {
    permit(actor, "erase-customer");
    const by = colleagueOf(actor);
    return asKeeperOfPeople(context, (tx) => eraseOne(context, tx, { customerId, reason, by }));
  },
});

/**
 * Refuses with customer.unknown (not there, or erased already) or customer.held. The log outside the
 * database is written last: cut off before the commit, the customer goes at the next start.
 */
export async function eraseOne(
  context: Context,
  tx: Tx,
  of: { customerId: string; reason: ErasedBecause; by: string | null },
): Promise<{ customerId: string }> {
  const { customerId } = of;
  await lockCustomer(tx, customerId);
  if (await isCustomerHeld(tx, customerId)) throw new Refusal("customer.held");
  const entitlements = await eraseCustomerRow(context, tx, customerId);
  if (entitlements === undefined) throw new Refusal("customer.unknown");
  await appendHouseEvent(context, tx, {
    type: "customer.erased",
    body: { customerId, reason: of.reason, by: of.by, entitlements },
  });
  await holdErasureLog(tx);
  await context.erasureLog.append(customerEntry(customerId, context.now()));
  return { customerId };
}

/** True where a restored backup had brought the customer back, and it was erased again. */
export async function reapplyCustomer(
  context: Context,
  { customerId }: CustomerEntry,
): Promise<boolean> {
  return context.transaction({ kind: "system", task: "reapply-erasures" }, async (tx) => {
    await lockCustomer(tx, customerId);
    const entitlements = await eraseCustomerRow(context, tx, customerId);
    if (entitlements === undefined) return false;
    const body = { customerId, entitlements, by: null, again: true };
    await appendHouseEvent(context, tx, { type: "customer.erased", body });
    return true;
  });
}
