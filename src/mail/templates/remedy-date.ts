/** Tells a reporter by when a remedy will be available: from then on it is a promise [ALU-10]. */
import { dateText, type Letter, type LetterTeam, letter, portalText } from "./letter.ts";

export interface RemedyDateFacts {
  readonly team: LetterTeam;
  readonly reference: string;
  readonly portalLink: string;
  readonly by: Date;
  readonly timeZone: string;
}

export function remedyDate({ team, reference, portalLink, by, timeZone }: RemedyDateFacts): Letter {
  return letter(team, reference, "When a remedy will be available", [
    "Hello,",
    `we plan to make a remedy for the vulnerability that you reported available by ${dateText(by, timeZone)}. Should this date move, we will tell you before it passes.`,
    "Please keep the matter confidential until the remedy is available and the publication has been made.",
    portalText(portalLink, reference),
  ]);
}
