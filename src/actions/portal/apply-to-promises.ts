/**
 * What a party's requests do to our promises, which its own side cannot reach: the clock of an answer
 * begins when it asked, and the owner of the case is told that somebody waits.
 */
import type { Context } from "../../store/context.ts";
import type { EventView } from "../../store/events/reader.ts";
import { owe } from "../../store/outbox/writer.ts";
import type { Desk } from "../on-case.ts";

/** By the event of the party's word, what happens to promises. */
const turns: Readonly<Record<string, string>> = {
  "consent.requested": "consent.asked",
  "consent.taken-back": "consent.withdrawn",
};

/** Of these the owner hears at once: the party waits for a person. */
const waits = ["status.asked", "consent.requested", "objection.raised", "fix.answered"];

export async function applyToPromises(
  context: Context,
  desk: Desk,
  event: EventView,
): Promise<void> {
  const { caseId } = desk.head;
  const partyId = event.sideId;
  const type = turns[event.type];
  if (type) {
    await desk.record({
      ...{ sideId: partyId, owedTo: partyId, subjectId: caseId, type },
      body: {
        about: event.eventId,
        ...{ partyId, towards: "party", subjectId: caseId },
        ...{ happenedAt: event.at.toISOString(), until: null },
      },
      happenedAt: event.at,
      by: "person",
    });
  }
  if (waits.includes(event.type) && desk.head.ownerId) {
    await owe(context, desk.tx, "tell-owner", { caseId, subjectId: event.eventId });
  }
}
