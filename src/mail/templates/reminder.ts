/**
 * Reminds a reporter of a question of ours [ALU-07]. Says nothing of the question itself, for the
 * thread holds it, and takes nothing from a reporter who stays silent.
 */
import { dateText, type Letter, type LetterTeam, letter, portalText } from "./letter.ts";

export interface ReminderFacts {
  readonly team: LetterTeam;
  readonly reference: string;
  readonly portalLink: string;
  readonly askedAt: Date;
  /** Until when we wait before we go on without the answer; null where no number is set. */
  readonly waitUntil: Date | null;
  readonly timeZone: string;
}

export function reminder(facts: ReminderFacts): Letter {
  const { team, reference, portalLink, askedAt, waitUntil, timeZone } = facts;
  return letter(team, reference, "We still have a question to you", [
    "Hello,",
    `on ${dateText(askedAt, timeZone)} we asked you something about your report, and have not heard from you since. Your answer helps us to go on; if you cannot give one, please tell us so.`,
    waitUntil
      ? `If we hear nothing by ${dateText(waitUntil, timeZone)}, we may close the question and go on with what we know. You can write to us at any time after that as well.`
      : "You can write to us at any time.",
    portalText(portalLink, reference),
  ]);
}
