/**
 * Takes a delivery in hand before its mail is sent, so that no try goes uncounted: a try whose end
 * was never recorded may have reached the server, and whoever comes next knows it.
 */
import { z } from "zod";
import { isOwed } from "../../core/mail/delivery-fate.ts";
import { deliveryOf } from "../../store/messages/delivery-reader.ts";
import { changeDelivery } from "../../store/messages/delivery-writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const beginDelivery = defineAction({
  deed: "begin-delivery",
  title: "Begin a delivery",
  summary: "Takes a mail in hand before it is sent.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    deliveryId: z.uuid().meta({ title: "Delivery" }),
    leftAs: z.enum(["encrypted", "plain", "pointer"]).meta({ title: "What of it leaves" }),
  }),
  async run(context, actor, { caseId, deliveryId, leftAs }) {
    return onCase(context, actor, "begin-delivery", caseId, async (desk) => {
      // The case is locked: of two that begin the same mail, the second sees what the first wrote.
      const delivery = await deliveryOf(desk.tx, deliveryId);
      if (!delivery || !isOwed(delivery)) return { begun: false };
      const unsure = delivery.tryingSince !== null;
      const unsureTries = delivery.unsureTries + 1;
      const eventId = unsure
        ? await desk.record({
            sideId: delivery.partyId,
            type: "delivery.unsure",
            body: { deliveryId, messageId: delivery.messageId, times: unsureTries },
          })
        : delivery.lastEventId;
      const change = {
        attempts: delivery.attempts + 1,
        tryingSince: context.now(),
        // Known also where whoever sends it dies before the end is noted.
        leftAs,
        ...(unsure ? { unsureTries } : {}),
      };
      await changeDelivery(context, desk.tx, deliveryId, change, eventId);
      return { begun: true };
    });
  },
});
