/** Adds an entry to an agreement on a transmission. What stood before stays. */
import type { TransmissionState } from "../../core/transmissions/transmission.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { type ObjectKey, sealJson } from "../sealing/object-keys.ts";
import { insertState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";
import { type TransmissionTerms, termsPlace } from "./reader.ts";

/** `partyKey` seals the terms: that party and staff of the case read them. */
export async function insertTransmission(
  context: Context,
  tx: Tx,
  entry: TransmissionTerms & {
    entryId: string;
    transmissionId: string;
    caseId: string;
    partyId: string;
    state: TransmissionState;
  },
  partyKey: ObjectKey,
  eventId: EventId,
): Promise<void> {
  const { entryId, what, method, way, place, deletion, answer } = entry;
  const terms: TransmissionTerms = { what, method, way, place, deletion, answer };
  await insertState(context, tx, "transmissions", {
    entry_id: entryId,
    transmission_id: entry.transmissionId,
    case_id: entry.caseId,
    side_id: entry.partyId,
    state: entry.state,
    terms_sealed: sealJson(context, partyKey, termsPlace(entryId), { ...terms }),
    at: context.now(),
    last_event_id: eventId,
  });
}
