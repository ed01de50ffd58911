/**
 * Alarms people of ours at once: owner and leads of a case whose glass was broken, or all leads where
 * it has none, or where a colleague asks to break one or was stopped. Each is owed for themselves:
 * whoever cannot be reached for now is tried again, alone. What was told to whom is recorded.
 */
import { alarmGlass as record } from "../../actions/glass/alarm-glass.ts";
import { type GlassAlarmFacts, glassAlarm } from "../../mail/templates/glass-alarm.ts";
import { type CaseHead, headOf } from "../../store/cases/head-reader.ts";
import { allLeads, leadsOf } from "../../store/cases/leads-reader.ts";
import type { Context } from "../../store/context.ts";
import { type EventView, eventOf } from "../../store/events/reader.ts";
import { alarmSoFar } from "../../store/glass/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { JobFailure } from "../job-failure.ts";
import { colleaguesOf } from "../mail-colleague.ts";
import { subjectOf, type Task } from "../task-context.ts";
import { type AlarmFacts, alarmPeople } from "./alarm-people.ts";

const actor = { kind: "system", task: "alarm-glass" } as const;

export const alarmGlass: Task = async (on, job) => {
  const eventId = subjectOf(job);
  const facts = await factsOf(on.context, eventId, job.caseId);
  if (!facts) return;
  const { caseId } = job;
  const { told, waiting, unreached } = await alarmPeople(on, facts, {
    name: "glass-alarm",
    letterOf: (frame) => glassAlarm({ ...frame, kind: facts.kind, page: facts.page }),
  });
  // An attempt that reached nobody is no news, unless it was the last one.
  if (told.length > 0 || waiting.length === 0) {
    await record.run(on.context, actor, { caseId, about: eventId, told, waiting, unreached });
  }
  if (waiting.length > 0) throw new JobFailure("mail-send.temporary");
};

interface Facts extends AlarmFacts {
  readonly kind: GlassAlarmFacts["kind"];
  readonly page: string;
}

/** Undefined where the event is gone, or everybody was told. */
async function factsOf(
  context: Context,
  eventId: string,
  caseId: string | null,
): Promise<Facts | undefined> {
  return context.transaction(actor, async (tx) => {
    const event = await eventOf(tx, eventId);
    if (!event) return undefined;
    const soFar = await alarmSoFar(tx, { caseId, eventId });
    if (soFar.settled) return undefined;
    const head = caseId === null ? undefined : await headOf(tx, caseId);
    const opener = event.body.personId ?? event.body.by;
    const ofCase = (head ? await answerable(tx, head) : []).filter((id) => id !== opener);
    // Nobody of the case is left to hear it: then every lead is, for an alarm that reaches nobody is none.
    const all = ofCase.length > 0 ? ofCase : (await allLeads(tx)).filter((id) => id !== opener);
    const people = all.filter((id) => !soFar.told.includes(id));
    return {
      event,
      kind: kindOf(event),
      // By its id: the letter may go unencrypted, and a reference is how people speak of a case.
      page: `${context.baseUrl}${head ? `/console/cases/${head.caseId}/people` : "/console/break-glass"}`,
      people,
      ...(await colleaguesOf(context, tx, people)),
    };
  });
}

function kindOf({ caseId, type }: EventView): GlassAlarmFacts["kind"] {
  if (caseId !== null) return "broken";
  return type === "glass.stopped" ? "stopped" : "asked";
}

async function answerable(tx: Tx, { caseId, ownerId }: CaseHead): Promise<string[]> {
  return [...new Set([...(ownerId ? [ownerId] : []), ...(await leadsOf(tx, caseId))])];
}
