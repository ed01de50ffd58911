/** A letter to somebody outside, as a mail takes it: its subjects, and its text by the template. */
import type { LetterName } from "../../core/letters/letter-catalogue.ts";
import { letterDate } from "../../formats/letters/letter-date.ts";
import {
  type LetterFrame,
  type LetterValues,
  writeLetter,
} from "../../formats/letters/write-letter.ts";

export interface LetterTeam {
  readonly organisation: string;
  readonly teamName: string;
  readonly address: string;
  readonly policyUrl: string;
  /** Of the team's key: 40 hexadecimal digits; null while it has none. */
  readonly fingerprint: string | null;
  /** Where to turn when an attack is happening now. */
  readonly liveIncidentText: string;
  /** What the policy says on rewards; null when it says nothing. */
  readonly rewardsText: string | null;
}

export interface Letter {
  readonly subject: string;
  /** What mail servers may read of an encrypted letter: the reference, never the matter. */
  readonly outerSubject: string;
  readonly text: string;
}

/** Who writes to whom about which case. */
export interface LetterFacts extends Omit<LetterFrame, "values"> {
  readonly team: LetterTeam;
  readonly reference: string;
  /** What the party calls the case, such as VU#123456. */
  readonly theirReferences?: readonly string[];
  readonly portalLink: string;
}

/** The letter of that name, in the language of the party, in the words of the case's policy. */
export function letter(to: LetterFacts, name: LetterName, values: LetterValues = {}): Letter {
  const { subject, text } = writeLetter({ ...to, values: frameValues(to) }, name, values);
  const references = referencesFor(to);
  return { subject: `${references} ${subject}`, outerSubject: references, text };
}

/** So many stand in a subject at most: beyond its first words nobody sees it. */
const theirsMax = 3;

/** The party's names for the case, by which its own router reads (CC-12), then ours. */
export function referencesFor({
  reference,
  theirReferences = [],
}: Pick<LetterFacts, "reference" | "theirReferences">): string {
  return [...theirReferences.slice(0, theirsMax), `[${reference}]`].join(" ");
}

function frameValues({ team, reference, portalLink }: LetterFacts): LetterValues {
  return {
    reference,
    team: team.teamName,
    organisation: team.organisation,
    address: team.address,
    policyUrl: team.policyUrl,
    fingerprint: team.fingerprint === null ? "none" : fingerprintText(team.fingerprint),
    link: portalLink,
    liveIncident: team.liveIncidentText,
    rewards: team.rewardsText ?? "",
  };
}

/** Dates in letters to our own people, who read English. */
export function dateText(date: Date, timeZone: string): string {
  return letterDate(date, timeZone, "en");
}

/** Groups of four, as people compare them. */
function fingerprintText(fingerprint: string): string {
  return (fingerprint.match(/.{1,4}/g) ?? []).join(" ");
}
