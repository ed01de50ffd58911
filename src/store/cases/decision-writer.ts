/** Writes decisions: what was decided, by whom, and the reasons, sealed. */
import { staffSide } from "../../core/cases/sides.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { type ObjectKey, sealFor } from "../sealing/object-keys.ts";
import { insertState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";

/** What a writer needs of the case that a deed is on. */
export interface OpenCase {
  readonly tx: Tx;
  readonly head: { readonly caseId: string };
  readonly caseKey: ObjectKey;
}

export async function insertDecision(
  context: Context,
  at: OpenCase,
  decision: {
    decisionId: string;
    kind: "relevancy" | "conclusion" | "disclosure" | "recognition" | "exception";
    outcome: string;
    /** Codes, separated by blanks. */
    reasons: string;
    explanation: string;
    decidedBy: string;
  },
  eventId: EventId,
): Promise<void> {
  await insertState(context, at.tx, "decisions", {
    decision_id: decision.decisionId,
    case_id: at.head.caseId,
    side_id: staffSide,
    kind: decision.kind,
    outcome: decision.outcome,
    reasons: decision.reasons,
    explanation_sealed: sealFor(
      context,
      at.caseKey,
      explanationPlace(decision.decisionId),
      decision.explanation,
    ),
    decided_by: decision.decidedBy,
    decided_at: context.now(),
    last_event_id: eventId,
  });
}

export function explanationPlace(decisionId: string) {
  return { table: "decisions", column: `explanation ${decisionId}` };
}
