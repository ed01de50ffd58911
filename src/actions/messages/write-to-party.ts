/** Writes a colleague's message into one party's thread and owes its mail: the frame that answers share. */
import type { LetterName } from "../../core/letters/letter-catalogue.ts";
import type { ContentKind } from "../../core/mail/may-leave.ts";
import { type Actor, colleagueOf } from "../../core/people/actor.ts";
import type { Context } from "../../store/context.ts";
import { addMessage } from "../../store/messages/writer.ts";
import type { PartyRow } from "../../store/parties/reader.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { indexText } from "../../store/search/tokens.ts";
import type { Desk } from "../on-case.ts";
import { keptByWork } from "../tray/sorting.ts";
import { oweMail } from "./owe-mail.ts";
import { recordAsked } from "./told-event.ts";

export interface WrittenMessage {
  /** Ours, where it is empty. */
  readonly subject: string;
  readonly text: string;
  readonly tells: ContentKind;
  readonly question: boolean;
  /** The single questions that stand numbered in it. */
  readonly questions?: readonly string[];
  /** The ready text that it began with. */
  readonly letter?: LetterName | undefined;
  /** The mail to several parties that it answers. */
  readonly answers?: string | undefined;
}

export async function writeToParty(
  context: Context,
  desk: Desk,
  { actor, party }: { readonly actor: Actor; readonly party: PartyRow },
  { subject, text, tells, question, questions = [], letter, answers }: WrittenMessage,
): Promise<string> {
  const { tx, head } = desk;
  const { caseId } = head;
  const messageId = context.newId();
  const body = {
    ...{ messageId, partyId: party.partyId },
    ...(letter ? { letter } : {}),
    ...(answers ? { answers } : {}),
  };
  const to = { sideId: party.sideId, owedTo: party.partyId, body };
  const eventId = await desk.record({
    ...to,
    type: party.answersBy === "portal" ? "message.sent" : "message.written",
  });
  await keptByWork(context, desk, eventId);
  // By mail it is asked once the mail has left in words; on the portal it stands now.
  if (question && party.answersBy === "portal") {
    await recordAsked(desk, { messageId, partyId: party.partyId });
  }
  await addMessage(
    context,
    tx,
    await keyOf(context, tx, party.sideId),
    {
      ...{ messageId, caseId, sideId: party.sideId, direction: "out" },
      template: question ? "question" : "message",
      authorKind: "staff",
      authorId: colleagueOf(actor),
      content: {
        ...{ subject: subject || head.reference, text, tells },
        ...(questions.length > 0 ? { questions } : {}),
      },
    },
    eventId,
  );
  await indexText(context, tx, { caseId, sideId: party.sideId }, text);
  if (party.answersBy === "mail") {
    const mail = { deliveryId: context.newId(), messageId, partyId: party.partyId };
    await oweMail(context, desk, mail, eventId);
  }
  return messageId;
}
