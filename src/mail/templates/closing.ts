/** Tells a reporter that the case is closed, why, and how to take it up again. */
import { type Letter, type LetterTeam, letter, portalText } from "./letter.ts";

export interface ClosingFacts {
  readonly team: LetterTeam;
  readonly reference: string;
  readonly portalLink: string;
  /** The reason's code, as the case keeps it. */
  readonly reason: string;
}

const because: Readonly<Record<string, string>> = {
  resolved: "the matter is resolved",
  "not-relevant": "it does not concern a vulnerability in our products",
  duplicate: "the same vulnerability is handled under another report",
  "accepted-risk": "the remaining risk has been accepted, as we explained to you",
  "reporter-unreachable": "we could not reach you with our questions",
  "reporter-opted-out": "you asked us to",
};

export function closing({ team, reference, portalLink, reason }: ClosingFacts): Letter {
  const why = because[reason];
  return letter(team, reference, "Your report is closed", [
    "Hello,",
    `we have closed your report${why ? `, because ${why}` : ""}. Thank you for taking the time to write to us.`,
    "Have you found out more, or do you see it otherwise? Please answer this mail: we read what comes after the closing too.",
    portalText(portalLink, reference),
  ]);
}
