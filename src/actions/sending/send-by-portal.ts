/**
 * Sends, in place of a letter that waits for a usable key, a mail that only says that a message waits
 * on the portal. The letter itself stays held back.
 */
import { z } from "zod";
import { Refusal } from "../../core/refusal.ts";
import { withheldForKey } from "../../store/sending/withheld-reader.ts";
import { defineAction } from "../action.ts";
import { oweMail } from "../messages/owe-mail.ts";
import { onCase } from "../on-case.ts";
import { keyCodes } from "./owe-withheld.ts";

export const sendByPortal = defineAction({
  deed: "send-by-portal",
  title: "Point to the portal",
  summary: "Points a party to the portal, where a message that waits for a usable key can be read.",
  path: "/cases/{caseId}/messages/{messageId}/pointer",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    messageId: z.uuid().meta({ title: "Message" }),
  }),
  async run(context, actor, { caseId, messageId }) {
    return onCase(context, actor, "send-by-portal", caseId, async (desk) => {
      const waiting = await withheldForKey(desk.tx, caseId, null, keyCodes);
      const held = waiting.find((each) => each.messageId === messageId);
      if (!held) throw new Refusal("message.not-waiting");
      const deliveryId = context.newId();
      const { partyId, deliveryId: resends } = held;
      const eventId = await desk.record({
        sideId: partyId,
        type: "delivery.pointed",
        body: { deliveryId, messageId, lost: resends },
        owedTo: partyId,
      });
      const again = { resends, way: "pointer" } as const;
      await oweMail(context, desk, { deliveryId, messageId, partyId, again }, eventId);
      return { deliveryId };
    });
  },
});
