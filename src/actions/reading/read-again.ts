/**
 * Asks for another reading of a mail that stayed closed: a key may have turned up since, or the agent
 * that holds it be back. The task reads the untouched original; nothing is changed here.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { isUnread } from "../../core/mail/unread-mail.ts";
import { Refusal } from "../../core/refusal.ts";
import { keptMail, readingsAgain } from "../../store/messages/unread-reader.ts";
import { owe } from "../../store/outbox/writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

/** A reading that has not ended by then is asked for anew: its process may have died. */
const readingSecondsMax = 600;

export const readAgain = defineAction({
  deed: "read-again",
  title: "Read it again",
  summary:
    "Reads a mail that could not be decrypted once more, with the keys that are at hand now.",
  path: "/cases/{caseId}/mails/{objectId}/reading",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    objectId: z.uuid().meta({ title: "Report or message" }),
  }),
  async run(context, actor, { caseId, objectId }) {
    return onCase(context, actor, "read-again", caseId, async (desk) => {
      const { tx } = desk;
      const mail = await keptMail(context, tx, { caseId, objectId });
      if (!mail) throw new Refusal("reading.unknown");
      const { decrypted, content } = mail;
      if (!isUnread({ decrypted, problems: content.problems })) throw new Refusal("reading.open");
      const last = (await readingsAgain(tx, caseId)).get(objectId);
      const runs = last?.state === "asked" && secondsSince(last.at) < readingSecondsMax;
      if (!runs) {
        const named = mail.kind === "report" ? { reportId: objectId } : { messageId: objectId };
        await desk.record({
          sideId: staffSide,
          type: "reading.asked",
          body: { ...named },
          by: "automatic",
        });
        await owe(context, tx, "read-again", { caseId, subjectId: objectId });
      }
      return { objectId, state: "asked" };
    });

    function secondsSince(at: Date): number {
      return (context.now().getTime() - at.getTime()) / 1000;
    }
  },
});
