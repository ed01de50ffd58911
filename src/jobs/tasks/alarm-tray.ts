/** Tells one lead by mail that nobody looks at the intake tray; not where somebody has looked meanwhile. */
import { inForceAt } from "../../core/policy/in-force.ts";
import { trayAlarm } from "../../mail/templates/tray-alarm.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import type { Context } from "../../store/context.ts";
import { JobFailure } from "../job-failure.ts";
import { colleaguesOf, mailColleague } from "../mail-colleague.ts";
import { caseOf, subjectOf, type Task } from "../task-context.ts";

const actor = { kind: "system", task: "alarm-tray" } as const;

export const alarmTray: Task = async (on, job) => {
  const { context } = on;
  const [caseId, personId] = [caseOf(job), subjectOf(job)];
  const facts = await factsOf(context, caseId, personId);
  if (!facts) return;
  const { head, to, signWith, at } = facts;
  const { channels, organisation } = inForceAt(context.policies, context.now());
  const letter = trayAlarm({
    teamName: organisation.teamName,
    reference: head.reference,
    since: head.openedAt,
    timeZone: channels.officeHours.zone,
    page: `${context.baseUrl}/console/tray`,
  });
  const about = ["tray-alarm", caseId] as const;
  const failure = await mailColleague(on, { to, letter, about, date: at, signWith });
  if (failure?.temporary) throw new JobFailure(failure.code, { cause: failure });
};

/** Undefined where nobody needs to be told any more, or cannot be by mail. */
async function factsOf(context: Context, caseId: string, personId: string) {
  return context.transaction(actor, async (tx) => {
    const head = await headOf(tx, caseId);
    if (head?.tray !== "new" || !head.trayAlarmedAt) return undefined;
    const { recipients, signWith } = await colleaguesOf(context, tx, [personId]);
    const [to] = recipients;
    return to && { head, to, signWith, at: head.trayAlarmedAt };
  });
}
