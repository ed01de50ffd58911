/** Records what became of a mail: sent, refused for good, withheld, or to be tried again. */
import { z } from "zod";
import { deliveryOf, templateOf } from "../../store/messages/reader.ts";
import { settleDelivery as writeOutcome } from "../../store/messages/writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { toldEventOf } from "./told-event.ts";

export const settleDelivery = defineAction({
  deed: "settle-delivery",
  title: "Settle a delivery",
  summary: "Records what became of a mail.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    deliveryId: z.uuid().meta({ title: "Delivery" }),
    state: z.enum(["owed", "sent", "failed", "withheld"]).meta({ title: "Outcome" }),
    encrypted: z.boolean().nullable().meta({ title: "Whether it left encrypted" }),
    code: z.string().max(60).nullable().meta({ title: "Answer of the receiving server" }),
  }),
  async run(context, actor, input) {
    return onCase(context, actor, "settle-delivery", input.caseId, async (desk) => {
      const delivery = await deliveryOf(desk.tx, input.deliveryId);
      if (!delivery || delivery.state === "sent") return { state: delivery?.state ?? "gone" };
      const template = await templateOf(desk.tx, delivery.messageId);
      const eventId = await desk.record({
        sideId: delivery.partyId,
        type: input.state === "sent" ? toldEventOf(template ?? "") : `delivery.${input.state}`,
        body: { deliveryId: input.deliveryId, messageId: delivery.messageId, code: input.code },
        owedTo: delivery.partyId,
        // The acknowledgement writes itself; every other message carries what a person decided or wrote.
        by: template === "acknowledgement" ? "automatic" : "person",
      });
      await writeOutcome(
        context,
        desk.tx,
        input.deliveryId,
        {
          state: input.state,
          encrypted: input.encrypted,
          attempts: delivery.attempts + 1,
          code: input.code,
          sentAt: input.state === "sent" ? context.now() : null,
        },
        eventId,
      );
      return { state: input.state };
    });
  },
});
