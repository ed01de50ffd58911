/** What every deed on a remedy needs: the remedy itself, whom its dates are owed to, who answers for it. */
import { Refusal } from "../../core/refusal.ts";
import { isOnCase } from "../../store/cases/leads-reader.ts";
import type { Context } from "../../store/context.ts";
import { reporterOf } from "../../store/parties/reader.ts";
import { countKnown } from "../../store/products/reader.ts";
import { type RemedyView, remediesOf } from "../../store/remedies/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import type { Desk } from "../on-case.ts";

/** Refuses with remedy.unknown what is not of this case. */
export async function remedyOf(
  context: Context,
  desk: Desk,
  remedyId: string,
): Promise<RemedyView> {
  const all = await remediesOf(context, desk.tx, desk.head.caseId);
  const found = all.find((each) => each.remedyId === remedyId);
  if (!found) throw new Refusal("remedy.unknown");
  return found;
}

/** What an event on a remedy says to the clocks: its dates are owed to whoever reported. */
export async function owedTo(desk: Desk, remedyId: string) {
  const reporter = await reporterOf(desk.tx, desk.head.caseId);
  return { subjectId: remedyId, ...(reporter ? { owedTo: reporter.partyId } : {}) };
}

/** Refuses products that the catalogue does not have, and an owner who cannot read the case. */
export async function mustFit(
  tx: Tx,
  caseId: string,
  remedy: { readonly productIds: readonly string[]; readonly ownerId?: string | undefined },
): Promise<void> {
  const ids = [...new Set(remedy.productIds)];
  if ((await countKnown(tx, ids)) !== ids.length) throw new Refusal("product.unknown");
  if (remedy.ownerId && !(await isOnCase(tx, caseId, remedy.ownerId))) {
    throw new Refusal("member.not-on-case");
  }
}
