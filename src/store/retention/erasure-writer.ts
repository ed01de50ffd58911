/** Writes erasures as they are proposed, asked for, confirmed and done. */
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { insertState, updateState } from "../state/state-rows.ts";
import type { SqlValue, Tx } from "../transaction.ts";
import type { ErasureRow } from "./erasure-reader.ts";

export type NewErasure = Pick<
  ErasureRow,
  | "erasureId"
  | "caseId"
  | "sideId"
  | "scope"
  | "subjectId"
  | "reason"
  | "clause"
  | "policyVersion"
  | "state"
  | "dueAt"
> &
  Partial<Pick<ErasureRow, "confirmedBy" | "approvedBy" | "endedAt">>;

export async function insertErasure(
  context: Context,
  tx: Tx,
  erasure: NewErasure,
  eventId: EventId,
): Promise<void> {
  const now = context.now();
  await insertState(context, tx, "erasures", {
    erasure_id: erasure.erasureId,
    case_id: erasure.caseId,
    side_id: erasure.sideId,
    scope: erasure.scope,
    subject_id: erasure.subjectId,
    reason: erasure.reason,
    clause: erasure.clause,
    policy_version: erasure.policyVersion,
    state: erasure.state,
    proposed_at: now,
    due_at: erasure.dueAt,
    confirmed_by: erasure.confirmedBy ?? null,
    confirmed_at: erasure.confirmedBy ? now : null,
    approved_by: erasure.approvedBy ?? null,
    approved_at: erasure.state === "approved" ? now : null,
    ended_at: erasure.endedAt ?? null,
    last_event_id: eventId,
  });
}

/** Changes some columns of an erasure; `change` goes by column names. */
export async function updateErasure(
  context: Context,
  tx: Tx,
  erasureId: string,
  change: Readonly<Record<string, SqlValue>>,
  eventId: EventId,
): Promise<void> {
  const key = { erasure_id: erasureId };
  await updateState(context, tx, "erasures", key, { ...change, last_event_id: eventId });
}
