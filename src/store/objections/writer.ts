/** Adds an entry to an objection. What stood before stays. */
import type { ObjectionAbout, ObjectionState } from "../../core/decisions/objection.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { type ObjectKey, sealFor } from "../sealing/object-keys.ts";
import { insertState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";
import { objectionWordsPlace } from "./reader.ts";

/**
 * `partyKey` seals the words: that party and staff of the case read them. The event's body names
 * the entry as `objectionEntryId`.
 */
export async function insertObjection(
  context: Context,
  tx: Tx,
  entry: {
    readonly entryId: string;
    readonly objectionId: string;
    readonly caseId: string;
    readonly partyId: string;
    readonly about: ObjectionAbout;
    readonly state: ObjectionState;
    /** The party's words, or our reasons. */
    readonly words: string;
  },
  partyKey: ObjectKey,
  eventId: EventId,
): Promise<void> {
  await insertState(context, tx, "objections", {
    entry_id: entry.entryId,
    objection_id: entry.objectionId,
    case_id: entry.caseId,
    side_id: entry.partyId,
    about: entry.about,
    state: entry.state,
    words_sealed: sealFor(context, partyKey, objectionWordsPlace(entry.entryId), entry.words),
    at: context.now(),
    last_event_id: eventId,
  });
}
