/** Erases customers whose term has ended, where the policy does so by itself; not where a legal hold stands. */
import { inForceAt } from "../../core/policy/in-force.ts";
import { customerDue } from "../../core/retention/due.ts";
import type { Context } from "../../store/context.ts";
import { isCustomerHeld, overCustomers } from "../../store/customers/reader.ts";
import { eraseOne } from "./erase-customer.ts";

const actor = { kind: "system", task: "sweep-retention" } as const;
/** So many a day; whoever is left over is the longest over the day after. */
const atMost = 1_000;

/** Returns how many were erased. One that cannot be holds up no other; what failed is thrown at the end. */
export async function eraseDueCustomers(context: Context): Promise<number> {
  const now = context.now();
  const policy = inForceAt(context.policies, now);
  if (!policy.privacy.retention.automatic.includes("customers")) return 0;
  const over = await context.transaction(actor, (tx) =>
    overCustomers(context, tx, { now, count: atMost }),
  );
  const due = over.filter(({ overSince }) => {
    const term = customerDue(policy, overSince);
    return term !== undefined && term.dueAt <= now;
  });
  let count = 0;
  const failed: unknown[] = [];
  for (const { customerId } of due) {
    try {
      count += await eraseUnheld(context, customerId);
    } catch (cause) {
      failed.push(new Error(`customer ${customerId} could not be erased`, { cause }));
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} customers stay`);
  return count;
}

async function eraseUnheld(context: Context, customerId: string): Promise<number> {
  return context.transaction(actor, async (tx) => {
    if (await isCustomerHeld(tx, customerId)) return 0;
    await eraseOne(context, tx, { customerId, reason: "term", by: null });
    return 1;
  });
}
