/** Tells a reporter that the advisory is out, and that the request for confidentiality has ended [ALE-43]. */
import { dateText, type Letter, type LetterTeam, letter, portalText } from "./letter.ts";

export interface PublicationNoticeFacts {
  readonly team: LetterTeam;
  readonly reference: string;
  readonly portalLink: string;
  /** The public number, such as "SA-2026-0001". */
  readonly advisoryId: string;
  readonly advisoryUrl: string;
  readonly publishedAt: Date;
  readonly timeZone: string;
  /** Whether remedies are available as well: only then both conditions of confidentiality are met. */
  readonly remediesAvailable: boolean;
}

export function publicationNotice(facts: PublicationNoticeFacts): Letter {
  const { team, reference, advisoryId, advisoryUrl, remediesAvailable } = facts;
  const when = dateText(facts.publishedAt, facts.timeZone);
  return letter(team, reference, `Published: ${advisoryId}`, [
    "Hello,",
    `we published ${advisoryId} on ${when}:\n${advisoryUrl}`,
    remediesAvailable
      ? "Remedies are available and the publication is made: our request to keep the matter confidential ends here. Thank you for your patience and your help."
      : "Not all remedies are available yet. Please keep what is not in the publication confidential until we tell you that they are.",
    portalText(facts.portalLink, reference),
  ]);
}
