/** The regular word on where an investigation stands [ALE-31]; due also when nothing has changed. */
import {
  type Letter,
  type LetterTeam,
  letter,
  type PromisedDate,
  portalText,
  promisesText,
} from "./letter.ts";

export interface StatusFacts {
  readonly team: LetterTeam;
  readonly reference: string;
  readonly portalLink: string;
  /** The step that the portal shows, such as "Analysis". */
  readonly step: string;
  /** What is new, in the team's own words; empty when nothing is. */
  readonly news: string;
  readonly promises: readonly PromisedDate[];
  readonly timeZone: string;
  readonly now: Date;
}

export function status(facts: StatusFacts): Letter {
  const { team, reference, step, news, portalLink } = facts;
  const nothing =
    "There is no news to tell yet. We are still working on it and have not forgotten you.";
  return letter(team, reference, "Where your report stands", [
    "Hello,",
    `your report is at this step: ${step}.`,
    news.trim() === "" ? nothing : news.trim(),
    promisesText(facts.promises, facts.now, facts.timeZone),
    portalText(portalLink, reference),
  ]);
}
