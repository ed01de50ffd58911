/** The guard of a letter to the reporter of a case: their own name is not withheld from it, others' are. */
import type { Outgoing } from "../../core/identity/scan-names.ts";
import type { Context } from "../../store/context.ts";
import { reporterOf } from "../../store/parties/reader.ts";
import { letterGuard } from "../identity/letter-guard.ts";

const reader = { kind: "system", task: "name-guard" } as const;

export interface ReporterGuard {
  /** Refuses with identity.would-leak or identity.asks-personal-data. */
  mustPass(texts: readonly Outgoing[]): void;
}

export async function letterToReporter(context: Context, caseId: string): Promise<ReporterGuard> {
  const reporter = await context.transaction(reader, (tx) => reporterOf(tx, caseId));
  const guard = await letterGuard(context, caseId, reporter?.partyId);
  return { mustPass: (texts) => guard.mustPass(reporter?.pseudonym ?? "", texts) };
}
