/** Whether a vulnerability may be taken off its case again. Decides alone; what goes with it is the deed's. */
import { Refusal } from "../refusal.ts";

export interface ToWithdraw {
  readonly title: string;
  /** How many vulnerabilities the case has besides it. */
  readonly others: number;
  /** The decision on relevancy that stands, and the conclusion; null where there is none. */
  readonly relevancy: string | null;
  readonly conclusion: string | null;
  /** Remedies of it that are planned or there, without those that were withdrawn. */
  readonly remedies: number;
  /** The number of a publication that is approved or out and names it; null where none does. */
  readonly publication: string | null;
}

/**
 * Refuses with vulnerability.published, vulnerability.remedy or vulnerability.last: what others were told
 * of it is taken back first, by the deed that told it.
 */
export function mustBeToWithdraw(found: ToWithdraw): void {
  const { title, publication, remedies, others, relevancy, conclusion } = found;
  if (publication !== null) throw new Refusal("vulnerability.published", { title, publication });
  if (remedies > 0) throw new Refusal("vulnerability.remedy", { title });
  const rests = relevancy === "relevant" || conclusion === "confirmed";
  if (others === 0 && rests) throw new Refusal("vulnerability.last", { title });
}
