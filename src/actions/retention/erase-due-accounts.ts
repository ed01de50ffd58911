/** Erases the profiles of closed accounts whose term has ended, where the policy does so by itself. */
import { inForceAt } from "../../core/policy/in-force.ts";
import { accountDue } from "../../core/retention/due.ts";
import type { Context } from "../../store/context.ts";
import { closedAccounts } from "../../store/people/erase-writer.ts";
import { eraseAccount } from "./erase-account.ts";

const actor = { kind: "system", task: "sweep-retention" } as const;

/** Returns how many were erased. One that cannot be holds up no other; what failed is thrown at the end. */
export async function eraseDueAccounts(context: Context): Promise<number> {
  const now = context.now();
  const policy = inForceAt(context.policies, now);
  let count = 0;
  const failed: unknown[] = [];
  for (const { personId, closedAt } of await context.transaction(actor, closedAccounts)) {
    const due = accountDue(policy, closedAt);
    if (!due?.automatic || due.dueAt > now) continue;
    try {
      await eraseAccount.run(context, actor, { personId });
      count += 1;
    } catch (cause) {
      failed.push(new Error(`the profile of ${personId} could not be erased`, { cause }));
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} profiles stay`);
  return count;
}
