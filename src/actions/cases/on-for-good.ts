/**
 * Who says who is on a case: people who are on it for good. Else whoever broke the glass would let
 * themselves stay, or an accomplice in, and the access that ends would never end.
 */
import { type Actor, staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { isOnCase } from "../../store/cases/leads-reader.ts";
import type { Tx } from "../../store/transaction.ts";

/** Refuses with glass.for-a-time whoever is on the case for some hours only. */
export async function mustBeOnForGood(tx: Tx, caseId: string, actor: Actor): Promise<void> {
  if (await isOnCase(tx, caseId, staffIdOf(actor))) return;
  throw new Refusal("glass.for-a-time");
}
