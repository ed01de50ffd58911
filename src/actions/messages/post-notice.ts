/**
 * Posts a message that the policy owes a party (acknowledgement, relevancy, conclusion …), as its
 * task rendered it. The same event gives the same message, however often the task runs.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { isMailed, newsOf } from "../../core/portal/news.ts";
import { Refusal } from "../../core/refusal.ts";
import { derivedId } from "../../lib/derived-id.ts";
import { templateOf } from "../../store/messages/reader.ts";
import { addMessage } from "../../store/messages/writer.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { defineAction } from "../action.ts";
import { letterGuard } from "../identity/letter-guard.ts";
import { onCase } from "../on-case.ts";
import { oweMail } from "./owe-mail.ts";
import { toldEventOf } from "./told-event.ts";

export const postNotice = defineAction({
  deed: "post-notice",
  title: "Post a notice",
  summary: "Posts a message that the policy owes a party.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    partyId: z.uuid().meta({ title: "Party" }),
    about: z.uuid().meta({ title: "Event that owes it" }),
    template: z.string().meta({ title: "Kind of message" }),
    subject: z.string().meta({ title: "Subject" }),
    text: z.string().meta({ title: "Text" }),
  }),
  async run(context, actor, input) {
    const letter = await letterGuard(context, input.caseId, input.partyId);
    return onCase(context, actor, "post-notice", input.caseId, async (desk) => {
      const messageId = derivedId("notice", input.about, input.partyId, input.template);
      if (await templateOf(desk.tx, messageId)) return { messageId };
      const parties = await partiesOf(desk.tx, input.caseId);
      const party = parties.find((each) => each.partyId === input.partyId);
      if (!party) throw new Refusal("party.unknown");
      if (letter.leaks(textsOf(input))) {
        // What the letter tells stays owed: a colleague writes it again, without the name.
        const body = { about: input.about, template: input.template, code: "identity.would-leak" };
        await desk.record({ sideId: staffSide, type: "notice.withheld", body });
        return { messageId: null };
      }
      // What a party did not want by mail stands on its page, where it said that it looks.
      const byMail = party.answersBy === "mail" && isMailed(newsOf(party.said), input.template);
      const eventId = await desk.record({
        sideId: party.sideId,
        // By mail it is told once the mail has left; on the portal it is there now.
        type: byMail ? "notice.posted" : toldEventOf(input.template),
        body: { about: input.about, template: input.template, partyId: party.partyId, messageId },
        owedTo: party.partyId,
        by: input.template === "acknowledgement" ? "automatic" : "person",
      });
      const threadKey = await keyOf(context, desk.tx, party.sideId);
      const message = {
        messageId,
        caseId: input.caseId,
        sideId: party.sideId,
        direction: "out" as const,
        template: input.template,
        authorKind: "system" as const,
        authorId: null,
        content: { subject: input.subject, text: input.text },
      };
      await addMessage(context, desk.tx, threadKey, message, eventId);
      if (byMail) {
        const deliveryId = derivedId("delivery", messageId);
        const mail = { deliveryId, messageId, partyId: party.partyId };
        await oweMail(context, desk, mail, eventId);
      }
      return { messageId };
    });
  },
});

function textsOf({ subject, text }: { subject: string; text: string }) {
  return [
    { place: "Subject", text: subject },
    { place: "Message", text },
  ];
}
