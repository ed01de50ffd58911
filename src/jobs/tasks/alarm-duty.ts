/** Mails one colleague that a case waits for them; not where somebody has taken it or answered meanwhile. */
import { inForceAt } from "../../core/policy/in-force.ts";
import { type DutyAlarmKind, dutyAlarm } from "../../mail/templates/duty-alarm.ts";
import { type CaseHead, headOf } from "../../store/cases/head-reader.ts";
import type { Context } from "../../store/context.ts";
import { dutyRecord, isEntitySilent, isUnanswered } from "../../store/duty/untaken-reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { JobFailure } from "../job-failure.ts";
import { colleaguesOf, mailColleague } from "../mail-colleague.ts";
import { caseOf, subjectOf, type Task } from "../task-context.ts";

const actor = { kind: "system", task: "alarm-duty" } as const;

export const alarmDuty: Task = async (on, job) => {
  const { context } = on;
  const facts = await factsOf(context, caseOf(job), subjectOf(job));
  if (!facts) return;
  const { head, to, signWith, kind, eventId, at } = facts;
  const { channels, organisation } = inForceAt(context.policies, context.now());
  const letter = dutyAlarm({
    teamName: organisation.teamName,
    kind,
    reference: head.reference,
    at,
    timeZone: channels.officeHours.zone,
    page: `${context.baseUrl}/console/cases/${head.reference}`,
    list: `${context.baseUrl}/console/duty`,
  });
  const about = ["duty-alarm", eventId] as const;
  const failure = await mailColleague(on, { to, letter, about, date: at, signWith });
  if (failure?.temporary) throw new JobFailure(failure.code, { cause: failure });
};

/** Undefined where nobody needs to be told any more, or cannot be by mail. */
async function factsOf(context: Context, caseId: string, personId: string) {
  return context.transaction(actor, async (tx) => {
    const head = await headOf(tx, caseId);
    if (!head || head.closedAt || head.erasedAt) return undefined;
    const record = await dutyRecord(tx, caseId);
    const last = record.findLast(
      ({ type, body }) =>
        type.startsWith("duty.") && (body.people as readonly string[]).includes(personId),
    );
    if (!last) return undefined;
    const kind = last.type.slice("duty.".length) as DutyAlarmKind;
    if (!(await stillSo(tx, head, kind))) return undefined;
    const { recipients, signWith } = await colleaguesOf(context, tx, [personId]);
    const [to] = recipients;
    return to && { head, to, signWith, kind, eventId: last.eventId, at: last.at };
  });
}

/** Whether what was alarmed of is still so. */
export async function stillSo(tx: Tx, head: CaseHead, kind: DutyAlarmKind): Promise<boolean> {
  if (kind === "silent-entity") return isEntitySilent(tx, head.caseId);
  return kind === "unanswered" ? isUnanswered(tx, head.caseId) : head.ownerId === null;
}
