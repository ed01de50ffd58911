/** Puts on record, where the reporter reads it, since when the matter of their report was known. */
import type { EventId } from "../../store/events/writer.ts";
import { followingOf } from "../../store/links/reader.ts";
import { reporterOf } from "../../store/parties/reader.ts";
import type { Desk } from "../on-case.ts";

/** Undefined where the case follows none, or nobody outside is there to be told. */
export async function noteKnown(desk: Desk): Promise<EventId | undefined> {
  const { caseId } = desk.head;
  const followed = await followingOf(desk.tx, caseId);
  const reporter = followed && (await reporterOf(desk.tx, caseId));
  if (!reporter) return undefined;
  const { partyId, sideId } = reporter;
  const { since, proof } = followed;
  return desk.record({ sideId, type: "duplicate.known", body: { partyId, since, proof } });
}
