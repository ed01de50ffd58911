/** Records what one try to send an alarm came to, and owes the next try or leaves it for a person. */
import { z } from "zod";
import { alertTriesMax, secondsUntilTry } from "../../core/duty/alert.ts";
import { permit } from "../../core/people/permit.ts";
import { lockAlert } from "../../store/alerts/reader.ts";
import { settleAlert as settle } from "../../store/alerts/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { defineAction } from "../action.ts";

export const settleAlert = defineAction({
  deed: "settle-alert",
  title: "Settle an alarm",
  summary: "Records what a try to send an alarm came to.",
  path: null,
  input: z.object({
    alertId: z.uuid().meta({ title: "Alarm" }),
    as: z.enum(["sent", "needless", "later", "failed"]).meta({ title: "What it came to" }),
    code: z.string().max(60).nullable().meta({ title: "Why it did not get there" }),
  }),
  async run(context, actor, { alertId, as, code }) {
    permit(actor, "settle-alert");
    return context.transaction(actor, async (tx) => {
      const alert = await lockAlert(tx, alertId);
      if (alert?.state !== "owed") return { state: alert?.state ?? "needless" };
      const tries = alert.tries + (as === "needless" ? 0 : 1);
      const state = as === "later" ? (tries < alertTriesMax ? "owed" : "failed") : as;
      await settle(context, tx, alertId, { state, tries, failure: code });
      if (state === "owed") {
        const startAfter = new Date(+context.now() + secondsUntilTry(tries) * 1_000);
        await owe(context, tx, "send-alert", { subjectId: alertId, startAfter });
      }
      return { state };
    });
  },
});
