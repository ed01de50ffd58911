/**
 * Keeps that a party was told of the list of what reporters commit to (TH-16): once it could read an
 * acknowledgement that names the version and its address. Never changes what a party saw before.
 */
import { asksUndertakings, undertakingsAddress } from "../../core/reports/undertakings-told.ts";
import type { Context } from "../../store/context.ts";
import { messageContentOf } from "../../store/messages/correspondence-reader.ts";
import { undertakingVersionOf } from "../../store/parties/reader.ts";
import { updateState } from "../../store/state/state-rows.ts";
import type { Desk } from "../on-case.ts";

export async function noteInformed(
  context: Context,
  { tx, policy, record }: Desk,
  { messageId, partyId }: { readonly messageId: string; readonly partyId: string },
): Promise<void> {
  if (!asksUndertakings(policy) || (await undertakingVersionOf(tx, partyId)) !== null) return;
  const sent = await messageContentOf(context, tx, messageId);
  // A policy may write its acknowledgement in words of its own, which need not name the list.
  if (!sent?.text.includes(undertakingsAddress(context.baseUrl, policy))) return;
  const { version } = policy.reporterUndertakings;
  const body = { partyId, version };
  const type = "undertakings.informed";
  const eventId = await record({ sideId: partyId, type, body, by: "automatic" });
  await updateState(
    context,
    tx,
    "parties",
    { party_id: partyId },
    { undertaking_version: version, undertaking_how: "informed", last_event_id: eventId },
  );
}
