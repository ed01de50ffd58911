/**
 * Sends a message again whose mail did not arrive: as it was, as a pointer to the portal where it
 * waits, or to another address of the party. The second mail is a delivery of its own, tied to the first.
 */
import { z } from "zod";
import { isLost, resendWays } from "../../core/mail/delivery-fate.ts";
import { Refusal } from "../../core/refusal.ts";
import { type Delivery, deliveryOf, resentAs } from "../../store/messages/delivery-reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { oweMail } from "./owe-mail.ts";

export const resendMessage = defineAction({
  deed: "resend-message",
  title: "Send it again",
  summary: "Sends a message again whose mail did not arrive, also by another way.",
  path: "/cases/{caseId}/deliveries/{deliveryId}/resend",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    deliveryId: z.uuid().meta({ title: "Mail that did not arrive" }),
    way: z.enum(resendWays).meta({
      title: "How",
      description:
        "The same mail again, a mail that only says that a message waits in the portal, or the message to another address of the party.",
    }),
    address: z.email("Write one address, such as name@example.org.").max(254).optional().meta({
      title: "Another address",
      description: "Only for that way; it is used for this mail alone.",
    }),
  }),
  async run(context, actor, { caseId, deliveryId, way, address }) {
    return onCase(context, actor, "resend-message", caseId, async (desk) => {
      const lost = await mustBeLost(desk.tx, caseId, deliveryId);
      if ((way === "address") !== (address !== undefined)) {
        throw new Refusal("delivery.which-address");
      }
      const { messageId, partyId } = lost;
      const again = { resends: deliveryId, way, address };
      const mail = { deliveryId: context.newId(), messageId, partyId, again };
      const eventId = await desk.record({
        sideId: partyId,
        type: "delivery.resent",
        body: { deliveryId: mail.deliveryId, messageId, lost: deliveryId, way },
        owedTo: partyId,
      });
      await oweMail(context, desk, mail, eventId);
      return { deliveryId: mail.deliveryId };
    });
  },
});

async function mustBeLost(tx: Tx, caseId: string, deliveryId: string): Promise<Delivery> {
  const delivery = await deliveryOf(tx, deliveryId);
  if (delivery?.caseId !== caseId) throw new Refusal("delivery.unknown");
  if (!isLost(delivery.state)) throw new Refusal("delivery.not-lost");
  if (await resentAs(tx, deliveryId)) throw new Refusal("delivery.sent-again");
  return delivery;
}
