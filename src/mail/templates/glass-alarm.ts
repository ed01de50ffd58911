/**
 * Alarms people of ours that the glass of a case was broken, or that somebody asks to break one.
 * Names no case, no person and no reason: those stand behind the sign-in.
 */
import { dateText, type Letter } from "./letter.ts";

export interface GlassAlarmFacts {
  readonly teamName: string;
  readonly kind: "broken" | "asked" | "stopped";
  readonly at: Date;
  readonly timeZone: string;
  /** The address of the page to look at. */
  readonly page: string;
}

const words = {
  broken: {
    subject: "A case was opened by breaking the glass",
    says: "a case was opened to somebody who is not on it.",
    next: "Who, why and until when stands on the case, and a review of it is owed:",
  },
  asked: {
    subject: "Somebody asks to break the glass",
    says: "a colleague asks to open a case that they are not on. It stays closed until a lead confirms it.",
    next: "Who asks, and why, stands here:",
  },
  stopped: {
    subject: "Somebody tries to break the glass again and again",
    says: "a colleague was stopped who named cases that they are not on several times without one that opened. You hear of it once, however often they go on.",
    next: "Who it is, and what they asked for, stands here:",
  },
} as const;

export function glassAlarm(facts: GlassAlarmFacts): Letter {
  const { subject, says, next } = words[facts.kind];
  const text = [
    "Hello,",
    `on ${dateText(facts.at, facts.timeZone)} ${says}`,
    `${next}\n${facts.page}`,
    `-- \n${facts.teamName}`,
  ].join("\n\n");
  return { subject, outerSubject: subject, text: `${text}\n` };
}
