/** Answers a person about their request, in their own thread and by mail where they have it so. */
import type { Actor } from "../../core/people/actor.ts";
import { colleagueOf } from "../../core/people/actor.ts";
import type { Context } from "../../store/context.ts";
import { addMessage } from "../../store/messages/writer.ts";
import type { PartyRow } from "../../store/parties/reader.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { indexText } from "../../store/search/tokens.ts";
import { oweMail } from "../messages/owe-mail.ts";
import type { Desk } from "../on-case.ts";

export async function tellPerson(
  context: Context,
  actor: Actor,
  desk: Desk,
  party: PartyRow,
  text: string,
): Promise<void> {
  const { caseId, reference } = desk.head;
  const messageId = context.newId();
  const byMail = party.answersBy === "mail";
  const eventId = await desk.record({
    sideId: party.sideId,
    owedTo: party.partyId,
    type: byMail ? "message.written" : "message.sent",
    body: { messageId, partyId: party.partyId },
  });
  await addMessage(
    context,
    desk.tx,
    await keyOf(context, desk.tx, party.sideId),
    {
      ...{ messageId, caseId, sideId: party.sideId },
      ...{ direction: "out", template: "message", authorKind: "staff" },
      authorId: colleagueOf(actor),
      content: { subject: reference, text },
    },
    eventId,
  );
  await indexText(context, desk.tx, { caseId, sideId: party.sideId }, text);
  if (!byMail) return;
  const mail = { deliveryId: context.newId(), messageId, partyId: party.partyId };
  await oweMail(context, desk, mail, eventId);
}
