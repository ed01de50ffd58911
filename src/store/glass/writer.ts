/** Writes who is on call, requests to break the glass, and the access that a broken glass gives. */
import { staffSide } from "../../core/cases/sides.ts";
import { addMember } from "../cases/writer.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { newObjectKey, sealFor, sealJson, unwrapKey, wrapKey } from "../sealing/object-keys.ts";
import { insertState, updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";
import {
  answerPlace,
  type GlassOpening,
  glassHolder,
  type OnCallRow,
  requestPlace,
} from "./reader.ts";

export async function insertOnCall(
  context: Context,
  tx: Tx,
  period: Pick<OnCallRow, "personId" | "line" | "patternId" | "from" | "until" | "setBy">,
): Promise<string> {
  const onCallId = context.newId();
  await tx.run(
    `insert into on_call (on_call_id, person_id, from_at, until_at, set_by, set_at, line,
                          pattern_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      onCallId,
      period.personId,
      period.from,
      period.until,
      period.setBy,
      context.now(),
      period.line,
      period.patternId,
    ],
  );
  return onCallId;
}

/** False where no such period runs or is to come. */
export async function endOnCall(context: Context, tx: Tx, onCallId: string): Promise<boolean> {
  const ended = await tx.run(
    `update on_call set ended_at = $2 where on_call_id = $1 and ended_at is null and until_at > $2`,
    [onCallId, context.now()],
  );
  return ended > 0;
}

export async function insertGlassRequest(
  context: Context,
  tx: Tx,
  request: { askedBy: string; lapsesAt: Date; hours: number; reference: string; reason: string },
): Promise<string> {
  const requestId = context.newId();
  const key = newObjectKey(context, requestId);
  const { wrapped, masterKeyId } = wrapKey(context, key, glassHolder);
  const { reference, reason } = request;
  await tx.run(
    `insert into glass_requests (request_id, asked_by, asked_at, lapses_at, hours, request_sealed,
                                 key_wrapped, master_key_id, state)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'asked')`,
    [
      requestId,
      request.askedBy,
      context.now(),
      request.lapsesAt,
      request.hours,
      sealJson(context, key, requestPlace, { reference, reason }),
      wrapped,
      masterKeyId,
    ],
  );
  return requestId;
}

export async function answerGlassRequest(
  context: Context,
  tx: Tx,
  requestId: string,
  answer: { state: "confirmed" | "declined"; by: string; reason: string | null },
): Promise<void> {
  const row = await tx.first<{ wrapped: Buffer; masterKeyId: string }>(
    `select key_wrapped as "wrapped", master_key_id as "masterKeyId"
       from glass_requests where request_id = $1`,
    [requestId],
  );
  if (!row) throw new Error(`request ${requestId} is gone`);
  const key = unwrapKey(context, requestId, glassHolder, row);
  await tx.run(
    `update glass_requests set state = $2, answered_by = $3, answered_at = $4, answer_sealed = $5
      where request_id = $1`,
    [
      requestId,
      answer.state,
      answer.by,
      context.now(),
      answer.reason === null ? null : sealFor(context, key, answerPlace, answer.reason),
    ],
  );
}

export type NewOpening = Pick<
  GlassOpening,
  "openingId" | "caseId" | "personId" | "confirmedBy" | "expiresAt" | "reviewDueAt"
>;

/** Lets the person in until the access expires, and owes the review. */
export async function insertOpening(
  context: Context,
  tx: Tx,
  opening: NewOpening,
  eventId: EventId,
): Promise<void> {
  const { caseId, personId, expiresAt } = opening;
  await insertState(context, tx, "glass_openings", {
    opening_id: opening.openingId,
    case_id: caseId,
    side_id: staffSide,
    person_id: personId,
    confirmed_by: opening.confirmedBy,
    opened_at: context.now(),
    expires_at: expiresAt,
    review_due_at: opening.reviewDueAt,
    reviewed_by: null,
    reviewed_at: null,
    last_event_id: eventId,
  });
  const key = { case_id: caseId, principal_id: personId, side_id: staffSide };
  const again = { expires_at: expiresAt, added_at: context.now(), last_event_id: eventId };
  // A row of an earlier time that ended is used anew.
  if (await updateState(context, tx, "case_members", key, again)) return;
  await addMember(
    context,
    tx,
    {
      caseId,
      principalId: personId,
      sideId: staffSide,
      role: "glass",
      rule: null,
      addedBy: opening.confirmedBy,
      expiresAt,
    },
    eventId,
  );
}

export async function reviewOpening(
  context: Context,
  tx: Tx,
  openingId: string,
  reviewedBy: string,
  eventId: EventId,
): Promise<void> {
  await updateState(
    context,
    tx,
    "glass_openings",
    { opening_id: openingId },
    { reviewed_by: reviewedBy, reviewed_at: context.now(), last_event_id: eventId },
  );
}
