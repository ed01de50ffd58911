/** Records which domain vouches for a mail whose sender could not be checked when it came. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import type { MailAuthentication } from "../../core/mail/authentication.ts";
import { holdAfterCheck } from "../../core/mail/may-answer.ts";
import { newestEventOf } from "../../store/cases/tray-reader.ts";
import type { Context } from "../../store/context.ts";
import { lockInbox } from "../../store/intake/reader.ts";
import { dropEnvelope, mailBeside, writeSender } from "../../store/intake/sender-writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { defineAction } from "../action.ts";
import { type Desk, onCase } from "../on-case.ts";
import { writeTray } from "../tray/sorting.ts";

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
      if (found.table === "reports") await answerNow(context, desk, authentication);
      return { verdict };
    });
  },
});

/** What was held back only until the sender could be checked: sent now, or left to a person. */
async function answerNow(
  context: Context,
  desk: Desk,
  authentication: MailAuthentication,
): Promise<void> {
  const { caseId, answerHeld, tray, closedAt } = desk.head;
  if (answerHeld !== "sender-unchecked") return;
  const asked = holdAfterCheck(answerHeld, authentication);
  // Nobody asks any more.
  const held = asked === "sender-unchecked" ? "sender-unproven" : asked;
  const received = await newestEventOf(desk.tx, caseId, "report.received");
  const body = held === null ? { held: answerHeld } : { held };
  const type = held === null ? "acknowledgement.released" : "acknowledgement.held";
  const eventId = await desk.record({ sideId: staffSide, type, body });
  await writeTray(context, desk, { answer_held: held }, eventId);
  if (held !== null || !received || closedAt || tray === "not-for-us") return;
  await owe(context, desk.tx, "notify", { caseId, subjectId: received });
}
