/** The acknowledgement of a report [ALE-29]. Repeats its number, never a word of what was reported. */
import {
  dateText,
  fingerprintText,
  type Letter,
  type LetterTeam,
  letter,
  type PromisedDate,
  portalText,
  promisesText,
} from "./letter.ts";

export interface AcknowledgementFacts {
  readonly team: LetterTeam;
  readonly reference: string;
  readonly portalLink: string;
  readonly receivedAt: Date;
  readonly promises: readonly PromisedDate[];
  readonly timeZone: string;
  readonly now: Date;
  /** Whether a key of the reporter is known; if not, the letter asks for one. */
  readonly keyKnown: boolean;
  /** Whether the report came encrypted: asking for a key is then a plain request, else an offer. */
  readonly cameEncrypted: boolean;
}

export function acknowledgement(facts: AcknowledgementFacts): Letter {
  const { team, reference, portalLink, promises, now, timeZone } = facts;
  const received = dateText(facts.receivedAt, timeZone);
  return letter(team, reference, "We have received your report", [
    "Hello,",
    `thank you. The ${team.teamName} received your report on ${received} and gave it the number ${reference}. This is an automatic message; a person will read the report.`,
    promisesText(promises, now, timeZone),
    portalText(portalLink, reference),
    facts.keyKnown ? null : keyText(team, facts.cameEncrypted),
    `Please keep the matter confidential until a remedy is available to our customers and the publication has been made. How we handle reports is described at ${team.policyUrl}`,
    team.rewardsText,
    `Is an attack happening right now? ${team.liveIncidentText}`,
  ]);
}

function keyText(team: LetterTeam, cameEncrypted: boolean): string {
  const ask = cameEncrypted
    ? "Your report came encrypted, but we found no public key of yours. Please send it to us, as an attachment or in the text of a mail, or on the page above: then we can answer encrypted."
    : "You need no encryption to talk to us. If you wish encrypted answers, send us your OpenPGP public key, as an attachment or in the text of a mail, or on the page above.";
  const ours = team.fingerprint
    ? ` The fingerprint of our own key is ${fingerprintText(team.fingerprint)}.`
    : "";
  return `${ask}${ours}`;
}
