/**
 * Records, once, that a message has lain in the tray untouched for longer than the policy lets it, and
 * owes its leads a mail where they were not told of others a moment ago.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { allLeads, leadsOf } from "../../store/cases/leads-reader.ts";
import { owe } from "../../store/outbox/writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { writeTray } from "./sorting.ts";

export const alarmTray = defineAction({
  deed: "alarm-tray",
  title: "Alarm about the tray",
  summary: "Records that nobody has looked at a message in the intake tray in time.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    tell: z.boolean().meta({ title: "Whether its leads are told by mail" }),
  }),
  async run(context, actor, { caseId, tell }) {
    return onCase(context, actor, "alarm-tray", caseId, async ({ tx, head, ...desk }) => {
      if (head.tray !== "new" || head.closedAt || head.trayAlarmedAt) return { alarmed: false };
      const leads = await leadsOf(tx, caseId);
      // An alarm that reaches nobody is none.
      const people = leads.length > 0 ? leads : await allLeads(tx);
      const eventId = await desk.record({
        sideId: staffSide,
        type: "tray.alarmed",
        body: { people: tell ? people : [] },
      });
      const change = { tray_alarmed_at: context.now() };
      await writeTray(context, { tx, head, ...desk }, change, eventId);
      // A job for each: whose mail server is away is tried again, alone.
      for (const subjectId of tell ? people : []) {
        await owe(context, tx, "alarm-tray", { caseId, subjectId });
      }
      return { alarmed: true };
    });
  },
});
