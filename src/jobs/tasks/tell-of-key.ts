/**
 * Tells a party that a message waits since its key cannot be used any more: once a day at most, and
 * nothing of the message.
 */
import { postNotice } from "../../actions/messages/post-notice.ts";
import { letter } from "../../mail/templates/letter.ts";
import type { Context } from "../../store/context.ts";
import { newestOfTemplate } from "../../store/sending/withheld-reader.ts";
import type { DeliveryFacts } from "./delivery-mail.ts";

const actor = { kind: "system", task: "send-delivery" } as const;
const dayMs = 86_400_000;

export async function tellOfKey(
  context: Context,
  { to }: DeliveryFacts,
  { caseId, deliveryId }: { caseId: string; deliveryId: string },
): Promise<void> {
  const { partyId } = to.party;
  const template = "could-not-encrypt";
  const last = await context.transaction(actor, (tx) =>
    newestOfTemplate(tx, caseId, partyId, template),
  );
  if (last && context.now().getTime() - last.getTime() < dayMs) return;
  const { subject, text } = letter(to, template);
  const notice = { caseId, partyId, about: deliveryId, template, subject, text };
  await postNotice.run(context, actor, notice);
}
