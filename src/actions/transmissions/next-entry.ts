/** One further entry of an agreement, by staff: found, allowed, recorded. Never a word of the party. */
import { Refusal } from "../../core/refusal.ts";
import { mayBecome, type TransmissionState } from "../../core/transmissions/transmission.ts";
import type { Context } from "../../store/context.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { lockTransmissions, transmissionsOf } from "../../store/transmissions/reader.ts";
import { insertTransmission } from "../../store/transmissions/writer.ts";
import type { Desk } from "../on-case.ts";

/** Refuses with transmission.unknown, transmission.nothing-comes or transmission.settled. */
export async function addEntry(
  context: Context,
  desk: Desk,
  { caseId, transmissionId }: { readonly caseId: string; readonly transmissionId: string },
  state: TransmissionState,
): Promise<void> {
  await lockTransmissions(desk.tx, caseId);
  const all = await transmissionsOf(context, desk.tx, caseId);
  const found = all.find((each) => each.transmissionId === transmissionId);
  if (!found) throw new Refusal("transmission.unknown");
  if (state === "received" && found.method === "none") {
    throw new Refusal("transmission.nothing-comes");
  }
  if (!mayBecome(found, state)) throw new Refusal("transmission.settled");
  const { partyId } = found;
  const entryId = context.newId();
  const eventId = await desk.record({
    sideId: partyId,
    type: `transmission.${state}`,
    body: { transmissionId, transmissionEntryId: entryId, partyId },
  });
  const key = await keyOf(context, desk.tx, partyId);
  await insertTransmission(context, desk.tx, { ...found, entryId, state }, key, eventId);
}
