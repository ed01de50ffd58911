/** Writes the token of a party's own reply address. It is made once and stays. */
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { keyOf, sealFor } from "../sealing/object-keys.ts";
import { insertState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";
import { identityObject } from "./reader.ts";
import { replyTokenHash, replyTokenPlace } from "./reply-address-reader.ts";

export async function insertReplyToken(
  context: Context,
  tx: Tx,
  { caseId, partyId, token }: { caseId: string; partyId: string; token: string },
  eventId: EventId,
): Promise<void> {
  const key = await keyOf(context, tx, identityObject(partyId));
  await insertState(context, tx, "reply_addresses", {
    party_id: partyId,
    case_id: caseId,
    side_id: partyId,
    token_hash: replyTokenHash(context, token),
    token_sealed: sealFor(context, key, replyTokenPlace, token),
    issued_at: context.now(),
    last_event_id: eventId,
  });
}
