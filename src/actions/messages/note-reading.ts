/**
 * Notes on messages of ours when their party first had them before it in the portal. The party itself
 * recorded that it opened its thread; nothing else counts as reading, least of all a receipt.
 */
import { z } from "zod";
import type { Context } from "../../store/context.ts";
import { eventOf } from "../../store/events/reader.ts";
import { unreadAmong } from "../../store/messages/reading-reader.ts";
import { hasReceiptCode, mailedAmong, toldAmong } from "../../store/messages/told-reader.ts";
import { updateState } from "../../store/state/state-rows.ts";
import { defineAction } from "../action.ts";
import { type Desk, onCase } from "../on-case.ts";
import { recordTold } from "./told-event.ts";

/** What a party's opening of its thread is recorded as. */
export const threadRead = "message.read";

export const noteReading = defineAction({
  deed: "note-reading",
  title: "Note a reading",
  summary: "Notes when a party first read messages of ours in the portal.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    eventId: z.uuid().meta({ title: "The party's opening of its thread" }),
  }),
  async run(context, actor, { caseId, eventId }) {
    return onCase(context, actor, "note-reading", caseId, async (desk) => {
      const { tx } = desk;
      const event = await eventOf(tx, eventId);
      if (event?.type !== threadRead || event.caseId !== caseId) return { read: 0 };
      const { sideId, at, body } = event;
      const messageIds = Array.isArray(body.messages) ? body.messages.map(String) : [];
      const unread = await unreadAmong(tx, { caseId, sideId, messageIds });
      await tellRead(context, desk, sideId, unread, eventId);
      for (const message_id of unread) {
        const change = { read_at: at, last_event_id: eventId };
        await updateState(context, tx, "messages", { message_id }, change);
      }
      return { read: unread.length };
    });
  },
});

/** What no mail had told them yet, because it is late, held back or only pointed to, they know now. */
async function tellRead(
  context: Context,
  desk: Desk,
  partyId: string,
  unread: readonly string[],
  about: string,
): Promise<void> {
  const hasCode = await hasReceiptCode(desk.tx, partyId);
  const told = await toldAmong(desk.tx, unread, { deliveryId: null, hasCode });
  for (const { messageId, template } of await mailedAmong(desk.tx, unread)) {
    if (told.has(messageId)) continue;
    await recordTold(context, desk, { messageId, template, partyId }, { messageId, about });
  }
}
