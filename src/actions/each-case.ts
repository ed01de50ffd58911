/**
 * Does one deed for each of several cases, so that neither a refusal nor a bug stops another. Says which
 * were done and why others were not; what broke is the cause of a refusal with case.failed.
 */
import { Refusal } from "../core/refusal.ts";

export interface DoneForCases {
  /** Cases, in the order in which they were named. */
  readonly done: readonly string[];
  readonly refused: readonly { readonly caseId: string; readonly refusal: Refusal }[];
}

export async function eachCase(
  caseIds: readonly string[],
  deed: (caseId: string) => Promise<object>,
): Promise<DoneForCases> {
  const done: string[] = [];
  const refused: { caseId: string; refusal: Refusal }[] = [];
  for (const caseId of new Set(caseIds)) {
    try {
      await deed(caseId);
      done.push(caseId);
    } catch (error) {
      const isSaid = error instanceof Refusal;
      const refusal = isSaid ? error : new Refusal("case.failed", {}, { cause: error });
      refused.push({ caseId, refusal });
    }
  }
  return { done, refused };
}
