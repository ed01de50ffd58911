/**
 * Records, once, that a case has had no owner, or its parties no answer of a person, for longer than the
 * policy lets it, and owes its leads a mail. Decides by the case as it then stands.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { freeSince } from "../../core/duty/urgency.ts";
import { allLeads, leadsOf } from "../../store/cases/leads-reader.ts";
import { dutyRecord, isUnanswered } from "../../store/duty/untaken-reader.ts";
import { owe } from "../../store/outbox/writer.ts";
import { defineAction } from "../action.ts";
import { oweAlerts } from "../alerts/owe-alerts.ts";
import { type Desk, onCase } from "../on-case.ts";

export const alarmNeglected = defineAction({
  deed: "alarm-neglected",
  title: "Alarm about a neglected case",
  summary: "Records that nobody owns a case, or that no person has answered on it, in time.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    about: z.enum(["unowned", "unanswered"]).meta({ title: "What nobody did" }),
    tell: z.boolean().meta({ title: "Whether its leads are told by mail" }),
  }),
  async run(context, actor, { caseId, about, tell }) {
    return onCase(context, actor, "alarm-neglected", caseId, async (desk) => {
      if (!(await isOwed(desk, about))) return { alarmed: false };
      const own = await leadsOf(desk.tx, caseId);
      // An alarm that reaches nobody is none.
      const leads = own.length > 0 ? own : await allLeads(desk.tx);
      const people = tell ? leads : [];
      const type = `duty.${about}`;
      const eventId = await desk.record({ sideId: staffSide, type, body: { people } });
      if (tell) await oweAlerts(context, desk.tx, { caseId, eventId, people, isUrgent: false });
      for (const subjectId of people) {
        await owe(context, desk.tx, "alarm-duty", { caseId, subjectId });
      }
      return { alarmed: true };
    });
  },
});

/** Whether it still is so, and nobody was faster. */
async function isOwed({ tx, head }: Desk, about: "unowned" | "unanswered"): Promise<boolean> {
  if (head.closedAt || head.erasedAt) return false;
  const record = await dutyRecord(tx, head.caseId);
  const told = record.findLast(({ type }) => type === `duty.${about}`);
  if (about === "unanswered") return !told && (await isUnanswered(tx, head.caseId));
  if (head.ownerId !== null) return false;
  return !told || told.at < freeSince({ openedAt: head.openedAt, record });
}
