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
import { eachOf, throwAll } from "./each-of.ts";

const actor = { kind: "system", task: "sweep-retention" } as const;

/**
 * Returns how much it changed. What fails, of a case, a customer or a whole step, holds up nothing behind it; all of
 * it is thrown once the rest is done, for the log and the state of the timer. `page` is for tests of where one ends.
 */
export async function sweepRetention(context: Context, page = 500): Promise<number> {
  const failures: unknown[] = [];
  const steps = [
    () => reapplyErasures(context),
    () => forgetImports(context),
    async () => proposeFor(context, await context.transaction(actor, reopenedCases), failures),
    async () => (setsTerms(context) ? sweepCases(context, page, failures) : 0),
    () => eraseDueCustomers(context),
    () => eraseDueAccounts(context),
  ];
  let count = 0;
  for (const step of steps) {
    await eachOf([step], failures, async () => {
      count += await step();
      return true;
    });
  }
  throwAll(failures);
  return count;
}

/** Looks at each of these cases; one that cannot be looked at is told by its id. */
async function proposeFor(
  context: Context,
  caseIds: readonly string[],
  failures: unknown[],
): Promise<number> {
  let count = 0;
  for (const caseId of caseIds) {
    const own: unknown[] = [];
    await eachOf([caseId], own, async () => {
      const { changed } = await proposeErasures.run(context, actor, { caseId });
      count += changed;
      return changed > 0;
    });
    const told = `what is due of case ${caseId} could not be worked out`;
    failures.push(...own.map((cause) => new Error(told, { cause })));
  }
  return count;
}

/** Without a term nothing is ever due, and no case need be looked at. */
function setsTerms({ policies }: Pick<Context, "policies">): boolean {
  return policies.some(({ privacy: { retention, retentionDaysAfterClose } }) => {
    const { identities, content, rejected } = retention;
    return retentionDaysAfterClose > 0 || [identities, content, rejected].some((t) => t !== "none");
  });
}

async function sweepCases(context: Context, count: number, failures: unknown[]): Promise<number> {
  let changed = 0;
  for (let after: KeptPlace | undefined; ; ) {
    const page = await context.transaction(actor, (tx) => keptCases(tx, { after, count }));
    const caseIds = page.map(({ caseId }) => caseId);
    changed += await proposeFor(context, caseIds, failures);
    after = page.at(-1);
    if (!after || page.length < count) return changed;
  }
}
