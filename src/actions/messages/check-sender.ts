/** Records which domain vouches for a mail whose sender could not be checked when it came. */
import { z } from "zod";
import type { MailAuthentication } from "../../core/mail/authentication.ts";
import { lockInbox } from "../../store/intake/reader.ts";
import { dropEnvelope, mailBeside, writeSender } from "../../store/intake/sender-writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const checkSender = defineAction({
  deed: "check-sender",
  title: "Check a sender",
  summary: "Records which domain vouches for a mail that came while nobody could be asked.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    inboxId: z.uuid().meta({ title: "Inbox row" }),
    authentication: z.custom<MailAuthentication>().meta({ title: "What was found out" }),
  }),
  async run(context, actor, { caseId, inboxId, authentication }) {
    return onCase(context, actor, "check-sender", caseId, async (desk) => {
      const inbox = await lockInbox(context, desk.tx, inboxId);
      const found = inbox?.envelope ? await mailBeside(desk.tx, inbox.objectId) : undefined;
      if (!inbox || !found) return { verdict: null };
      const { verdict } = authentication.dmarc;
      const eventId = await desk.record({
        sideId: found.sideId,
        type: "sender.checked",
        body: { objectId: inbox.objectId, verdict },
      });
      await writeSender(context, desk.tx, inbox.objectId, found, authentication, eventId);
      await dropEnvelope(desk.tx, inboxId);
      return { verdict };
    });
  },
});
