/**
 * Wakes the next on call for a case that nobody takes in the policy's minutes: records the step, lets
 * whoever is woken into the case, and owes each a mail. Decides under the case's lock, so that a case
 * which was taken a moment ago wakes nobody.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { isSpent, nextStep, stepsSince } from "../../core/duty/escalation.ts";
import { dueOf, freeSince, urgencyOf } from "../../core/duty/urgency.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { allLeads, leadsOf } from "../../store/cases/leads-reader.ts";
import type { Context } from "../../store/context.ts";
import { rotaFor } from "../../store/duty/rota-reader.ts";
import { dutyRecord } from "../../store/duty/untaken-reader.ts";
import { owe } from "../../store/outbox/writer.ts";
import { defineAction } from "../action.ts";
import { oweAlerts } from "../alerts/owe-alerts.ts";
import { type Desk, onCase } from "../on-case.ts";
import { letIn } from "./let-in.ts";

export const wakeOnCall = defineAction({
  deed: "wake-on-call",
  title: "Wake the next on call",
  summary: "Wakes the next on call for an urgent case that nobody has taken in time.",
  path: null,
  input: z.object({ caseId: z.uuid().meta({ title: "Case" }) }),
  async run(context, actor, { caseId }) {
    return onCase(context, actor, "wake-on-call", caseId, async (desk) => {
      const due = await stepOf(context, desk);
      if (!due) return { woken: null };
      const { step, why, since } = due;
      for (const personId of step.people) await letIn(context, desk, personId);
      const { round, line, people } = step;
      const eventId = await desk.record({
        sideId: staffSide,
        type: "duty.woken",
        body: { round, line, people: [...people], why, since: since.toISOString() },
      });
      await oweAlerts(context, desk.tx, { caseId, eventId, people, isUrgent: true });
      for (const subjectId of people) {
        await owe(context, desk.tx, "alarm-duty", { caseId, subjectId });
      }
      return { woken: people.length };
    });
  },
});

/** Undefined where somebody took it, it is not urgent, or the next step is not due yet. */
async function stepOf(context: Context, { tx, head }: Desk) {
  if (head.ownerId !== null || head.closedAt || head.erasedAt) return undefined;
  const { caseId, kind, openedAt } = head;
  const now = context.now();
  const { alerts, scoring } = inForceAt(context.policies, now);
  const record = await dutyRecord(tx, caseId);
  const band = head.severityBand ?? head.suspectedBand;
  const watched = { openedAt, kind, band, record };
  const highest = scoring.bands[0]?.name;
  const urgency = urgencyOf(watched, alerts, highest);
  if (!urgency) return undefined;
  const own = await leadsOf(tx, caseId);
  const found = {
    dueAt: dueOf(urgency),
    steps: stepsSince(record, freeSince(watched)),
    rota: await rotaFor(tx, caseId, now),
    // An alarm that reaches nobody is none.
    leads: own.length > 0 ? own : await allLeads(tx),
    nextMinutes: alerts.nextMinutes,
  };
  if (isSpent(found)) {
    // What is told after everybody was woken in vain, such as an attack, wakes them again.
    const anew = urgencyOf(watched, alerts, highest, found.steps.at(-1)?.at);
    const step = anew && nextStep({ ...found, dueAt: dueOf(anew), steps: [] }, now);
    return step && { step, why: anew.why, since: anew.since };
  }
  const step = nextStep(found, now);
  return step && { step, why: urgency.why, since: urgency.since };
}
