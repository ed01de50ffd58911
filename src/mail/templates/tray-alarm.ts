/**
 * Tells a lead that nobody looks at the intake tray. Names the oldest case by its reference, and nobody
 * and nothing else.
 */
import { dateText, type Letter } from "./letter.ts";

export interface TrayAlarmFacts {
  readonly teamName: string;
  readonly reference: string;
  /** When the oldest message came. */
  readonly since: Date;
  readonly timeZone: string;
  /** The address of the tray. */
  readonly page: string;
}

export function trayAlarm(facts: TrayAlarmFacts): Letter {
  const { reference, since, timeZone, page, teamName } = facts;
  const subject = `[${reference}] Nobody has looked at the intake tray`;
  const text = [
    "Hello,",
    `mail waits in the intake tray since ${dateText(since, timeZone)}, and nobody has looked at it. Its promises run.`,
    `The oldest message is ${reference}. All of them:\n${page}`,
    `-- \n${teamName}`,
  ].join("\n\n");
  return { subject, outerSubject: subject, text: `${text}\n` };
}
