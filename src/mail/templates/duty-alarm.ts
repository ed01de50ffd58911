/**
 * Wakes somebody of ours for a case, or tells its leads that nobody owns it or answered on it. Names the
 * case by its reference, and nobody and nothing else.
 */
import { dateText, type Letter } from "./letter.ts";

export type DutyAlarmKind = "woken" | "unowned" | "unanswered" | "silent-entity";

export interface DutyAlarmFacts {
  readonly teamName: string;
  readonly kind: DutyAlarmKind;
  readonly reference: string;
  readonly at: Date;
  readonly timeZone: string;
  /** The address of the case. */
  readonly page: string;
  /** The address of the page that lists all such cases. */
  readonly list: string;
}

const words = {
  woken: {
    subject: "Urgent: nobody has taken this case",
    says: "an urgent case waits, and nobody has taken it in time. You are next. Open it and press “Take”; until somebody does, the next on call is woken after you.",
  },
  unowned: {
    subject: "Nobody answers for this case",
    says: "a case has had no owner for longer than the policy lets it. Give it to somebody, or take it.",
  },
  unanswered: {
    subject: "Nobody has answered on this case",
    says: "somebody wrote to us, and no person has answered them for longer than the policy lets it.",
  },
  "silent-entity": {
    subject: "The entity that was given this case is silent",
    says: "a case was given to one of our entities, which has neither taken it nor sent it back in time. Speak to them, or route it anew.",
  },
} as const;

export function dutyAlarm(facts: DutyAlarmFacts): Letter {
  const { subject, says } = words[facts.kind];
  const full = `[${facts.reference}] ${subject}`;
  const text = [
    "Hello,",
    `${says}\n${facts.page}`,
    `Recorded on ${dateText(facts.at, facts.timeZone)}. All cases of which this is so:\n${facts.list}`,
    `-- \n${facts.teamName}`,
  ].join("\n\n");
  return { subject: full, outerSubject: full, text: `${text}\n` };
}
