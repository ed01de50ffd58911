/** Ends the links of a party and makes new ones, which the next letters carry. */
import { linkTokenOf } from "../../lib/secret-code.ts";
import type { Context } from "../../store/context.ts";
import { endLinks, insertLinks } from "../../store/parties/receipt-writer.ts";
import { changeIdentity } from "../../store/party-keys/writer.ts";
import type { Desk } from "../on-case.ts";

export async function renewLinks(context: Context, desk: Desk, partyId: string): Promise<void> {
  const { tx, head } = desk;
  await endLinks(tx, partyId, context.now());
  const links = {
    portalToken: linkTokenOf(context.randomBytes(16)),
    letterToken: linkTokenOf(context.randomBytes(16)),
  };
  const body = { partyId };
  const eventId = await desk.record({ sideId: partyId, type: "link.renewed", body });
  await changeIdentity(context, tx, partyId, links, eventId);
  await insertLinks(context, tx, { partyId, caseId: head.caseId }, links);
}
