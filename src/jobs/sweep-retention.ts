/**
 * The daily look at what falls due to be erased: proposes, withdraws, and lets go what the policy erases
 * by itself. Erases no case itself, and begins with what a restored backup brought back.
 */
import { forgetImports } from "../actions/imports/forget-imports.ts";
import { eraseDueAccounts } from "../actions/retention/erase-due-accounts.ts";
import { eraseDueCustomers } from "../actions/retention/erase-due-customers.ts";
import { proposeErasures } from "../actions/retention/propose-erasures.ts";
import { reapplyErasures } from "../actions/retention/reapply-erasures.ts";
import type { Context } from "../store/context.ts";
import { type KeptPlace, keptCases, reopenedCases } from "../store/retention/kept-cases-reader.ts";

const actor = { kind: "system", task: "sweep-retention" } as const;

/** Returns how much it changed. */
export async function sweepRetention(context: Context): Promise<number> {
  let count = await reapplyErasures(context);
  count += await forgetImports(context);
  for (const caseId of await context.transaction(actor, reopenedCases)) {
    count += (await proposeErasures.run(context, actor, { caseId })).changed;
  }
  if (setsTerms(context)) count += await sweepCases(context);
  count += await eraseDueCustomers(context);
  return count + (await eraseDueAccounts(context));
}

/** Without a term nothing is ever due, and no case need be looked at. */
function setsTerms({ policies }: Pick<Context, "policies">): boolean {
  return policies.some(({ privacy: { retention, retentionDaysAfterClose } }) => {
    const { identities, content, rejected } = retention;
    return retentionDaysAfterClose > 0 || [identities, content, rejected].some((t) => t !== "none");
  });
}

async function sweepCases(context: Context): Promise<number> {
  let count = 0;
  let after: KeptPlace | undefined;
  for (;;) {
    const page = await context.transaction(actor, (tx) => keptCases(tx, after));
    for (const { caseId } of page) {
      count += (await proposeErasures.run(context, actor, { caseId })).changed;
    }
    after = page.at(-1);
    if (!after || page.length < 500) return count;
  }
}
