/** Carries what a person of the team wrote. Goes out encrypted or not at all (see message-notice.ts). */
import { type Letter, type LetterTeam, letter, portalText } from "./letter.ts";

export interface StaffMessageFacts {
  readonly team: LetterTeam;
  readonly reference: string;
  readonly portalLink: string;
  readonly text: string;
  /** Whether the team waits for an answer before it goes on. */
  readonly question: boolean;
}

export function staffMessage(facts: StaffMessageFacts): Letter {
  const { team, reference, portalLink, text, question } = facts;
  return letter(team, reference, question ? "A question to you" : "A message for you", [
    text.trim(),
    question ? "We wait for your answer before we go on." : null,
    portalText(portalLink, reference),
  ]);
}
