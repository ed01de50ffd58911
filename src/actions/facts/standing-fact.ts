import { type Fact, factsFrom } from "../../core/facts/fact.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { factRecordOf } from "../../store/facts/reader.ts";
import type { Tx } from "../../store/transaction.ts";

/** Refuses with fact.unknown what the case does not have, with fact.withdrawn what no longer stands. */
export async function mustStand(
  context: Context,
  tx: Tx,
  caseId: string,
  factId: string,
): Promise<Fact> {
  const { entries } = await factRecordOf(context, tx, caseId);
  const found = factsFrom(entries).find((fact) => fact.factId === factId);
  if (!found) throw new Refusal("fact.unknown");
  if (found.withdrawn) throw new Refusal("fact.withdrawn");
  return found;
}
