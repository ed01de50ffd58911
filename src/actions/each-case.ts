/**
 * Does one deed for each of several cases, so that one refusal stops no other. Says which were done and
 * why others were not.
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
      if (!(error instanceof Refusal)) throw error;
      refused.push({ caseId, refusal: error });
    }
  }
  return { done, refused };
}
