/** To whom a case gave anything that names one of its parties, as its record tells. */
import type { Tx } from "../transaction.ts";

export async function disclosuresOf(
  _tx: Tx,
  _caseId: string,
  _partyId: string,
): Promise<{ at: string; to: string; why: string }[]> {
  return [];
}
