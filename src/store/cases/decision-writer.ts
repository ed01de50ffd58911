/** Writes decisions: what was decided, by whom, and the reasons, sealed. */
import { staffSide } from "../../core/cases/sides.ts";
import type { DecisionKind, DecisionStanding } from "../../core/decisions/decision.ts";
import type { Interest } from "../../core/decisions/interests.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { type ObjectKey, sealFor, sealJson } from "../sealing/object-keys.ts";
import { indexText } from "../search/tokens.ts";
import { insertState, updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";

/** What a writer needs of the case that a deed is on. */
export interface OpenCase {
  readonly tx: Tx;
  readonly head: { readonly caseId: string };
  readonly caseKey: ObjectKey;
}

export interface NewDecision {
  readonly decisionId: string;
  readonly kind: DecisionKind;
  readonly outcome: string;
  /** Codes, separated by blanks. */
  readonly reasons: string;
  readonly explanation: string;
  readonly decidedBy: string;
  /** Left out where it stands at once. */
  readonly standing?: DecisionStanding | undefined;
  readonly endsAt?: Date | undefined;
  readonly interest?: Interest | undefined;
  readonly rulingId?: string | undefined;
  /** Further fields, such as version and place; sealed. */
  readonly details?: Readonly<Record<string, string>> | undefined;
}

export async function insertDecision(
  context: Context,
  at: OpenCase,
  decision: NewDecision,
  eventId: EventId,
): Promise<void> {
  const { decisionId, details } = decision;
  const place = explanationPlace(decisionId);
  await insertState(context, at.tx, "decisions", {
    decision_id: decisionId,
    case_id: at.head.caseId,
    side_id: staffSide,
    kind: decision.kind,
    outcome: decision.outcome,
    reasons: decision.reasons,
    explanation_sealed: sealFor(context, at.caseKey, place, decision.explanation),
    decided_by: decision.decidedBy,
    decided_at: context.now(),
    standing: decision.standing ?? null,
    ends_at: decision.endsAt ?? null,
    interest: decision.interest ?? null,
    ruling_id: decision.rulingId ?? null,
    details_sealed: details
      ? sealJson(context, at.caseKey, detailsPlace(decisionId), details)
      : null,
    last_event_id: eventId,
  });
  const { caseId } = at.head;
  await indexText(context, at.tx, { caseId, sideId: staffSide }, decision.explanation);
}

/**
 * Changes how a decision stands: confirmed by `approvedBy` it stands from now on; any other change
 * says why it does not.
 */
export async function settleDecision(
  context: Context,
  tx: Tx,
  decisionId: string,
  how: { readonly standing: DecisionStanding } | { readonly approvedBy: string },
  eventId: EventId,
): Promise<void> {
  const change =
    "approvedBy" in how
      ? { standing: null, approved_by: how.approvedBy, decided_at: context.now() }
      : { standing: how.standing };
  const key = { decision_id: decisionId };
  await updateState(context, tx, "decisions", key, { ...change, last_event_id: eventId });
}

export function detailsPlace(decisionId: string) {
  return { table: "decisions", column: `details ${decisionId}` };
}

export function explanationPlace(decisionId: string) {
  return { table: "decisions", column: `explanation ${decisionId}` };
}
