/** Writes what a party calls a case. What was taken off stays as a row. */
import type { OutsideReference } from "../../core/mail/outside-references.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { keyOf, sealFor } from "../sealing/object-keys.ts";
import { insertState, updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";
import { referenceHash, referencePlace } from "./reader.ts";

export interface NewReference extends OutsideReference {
  readonly referenceId: string;
  readonly caseId: string;
  readonly partyId: string;
  readonly addedBy: string | null;
}

export async function insertReference(
  context: Context,
  tx: Tx,
  reference: NewReference,
  eventId: EventId,
): Promise<void> {
  const { referenceId, partyId, text } = reference;
  const key = await keyOf(context, tx, partyId);
  await insertState(context, tx, "case_references", {
    reference_id: referenceId,
    case_id: reference.caseId,
    side_id: partyId,
    issuer: reference.issuer,
    reference_sealed: sealFor(context, key, referencePlace(referenceId), text),
    reference_hash: referenceHash(context, reference),
    added_by: reference.addedBy,
    added_at: context.now(),
    removed_at: null,
    last_event_id: eventId,
  });
}

export async function endReference(
  context: Context,
  tx: Tx,
  referenceId: string,
  eventId: EventId,
): Promise<void> {
  const change = { removed_at: context.now(), last_event_id: eventId };
  await updateState(context, tx, "case_references", { reference_id: referenceId }, change);
}
