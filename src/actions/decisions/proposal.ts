/** Finds the proposal that a deed names, as it stands. Refuses what is no proposal any more. */
import { Refusal } from "../../core/refusal.ts";
import { type DecisionView, decisionsOf } from "../../store/cases/decision-reader.ts";
import type { Context } from "../../store/context.ts";
import type { Desk } from "../on-case.ts";

export type Proposal = DecisionView & { readonly kind: "relevancy" | "conclusion" };

/** Refuses with decision.unknown or decision.settled. */
export async function proposalOf(
  context: Context,
  desk: Desk,
  decisionId: string,
): Promise<Proposal> {
  const all = await decisionsOf(context, desk.tx, desk.head.caseId);
  const found = all.find((each) => each.decisionId === decisionId);
  if (!found) throw new Refusal("decision.unknown");
  if (found.standing !== "proposed") throw new Refusal("decision.settled");
  if (found.kind !== "relevancy" && found.kind !== "conclusion") {
    throw new Error(`a ${found.kind} is never proposed`);
  }
  return { ...found, kind: found.kind };
}
