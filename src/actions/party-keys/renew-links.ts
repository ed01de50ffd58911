/** Makes the links that the next letters to a party carry, and ends those of earlier ones. */
import { linkTokenOf } from "../../lib/secret-code.ts";
import type { Context } from "../../store/context.ts";
import { portalSecretHash } from "../../store/parties/receipt-reader.ts";
import { endLinks, insertLinks, insertReceipt } from "../../store/parties/receipt-writer.ts";
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

/** The link that travels in encrypted letters alone, for a party that has none yet. */
export async function addLetterLink(context: Context, desk: Desk, partyId: string): Promise<void> {
  const letterToken = linkTokenOf(context.randomBytes(16));
  const eventId = await desk.record({ sideId: partyId, type: "link.renewed", body: { partyId } });
  await changeIdentity(context, desk.tx, partyId, { letterToken }, eventId);
  const hash = portalSecretHash(context, { kind: "letter", secret: letterToken });
  const { caseId } = desk.head;
  await insertReceipt(context, desk.tx, { partyId, caseId, hash, kind: "letter" });
}
