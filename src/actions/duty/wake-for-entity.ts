/**
 * Wakes whoever is on call, and the leads of the case, when an entity neither takes a case nor sends it
 * back in the policy's time (TH-10): a case that was handed on must not lie with nobody.
 */
import { staffSide } from "../../core/cases/sides.ts";
import { allLeads, leadsOf } from "../../store/cases/leads-reader.ts";
import type { Context } from "../../store/context.ts";
import { rotaFor } from "../../store/duty/rota-reader.ts";
import { owe } from "../../store/outbox/writer.ts";
import { oweAlerts } from "../alerts/owe-alerts.ts";
import type { Desk } from "../on-case.ts";
import { letIn } from "./let-in.ts";

export async function wakeForEntity(context: Context, desk: Desk): Promise<void> {
  const { tx, head } = desk;
  const { caseId } = head;
  const rota = await rotaFor(tx, caseId, context.now());
  const first = rota.filter(({ line }) => line === rota[0]?.line).map(({ personId }) => personId);
  const own = await leadsOf(tx, caseId);
  // An alarm that reaches nobody is none.
  const leads = own.length > 0 || first.length > 0 ? own : await allLeads(tx);
  const people = [...new Set([...first, ...leads])];
  for (const personId of first) await letIn(context, desk, personId);
  const type = "duty.silent-entity";
  const eventId = await desk.record({ sideId: staffSide, type, body: { people } });
  await oweAlerts(context, tx, { caseId, eventId, people, isUrgent: true });
  for (const subjectId of people) await owe(context, tx, "alarm-duty", { caseId, subjectId });
}
