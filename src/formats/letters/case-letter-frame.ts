/** What every letter of a case shares: who we are, where our policy and the party's page are. */
import type { Policy } from "../../core/policy/policy.ts";
import { inLanguage } from "../../core/policy/text.ts";
import type { LetterFrame, LetterValues } from "./write-letter.ts";

export interface LetterCase {
  readonly policy: Policy;
  /** What the party reads. */
  readonly language: string;
  readonly reference: string;
  readonly baseUrl: string;
  /** The party's page; somebody who is not the party is shown no working one. */
  readonly link: string;
  /** Of our key: 40 hexadecimal digits; null while there is none. */
  readonly fingerprint: string | null;
  readonly now: Date;
}

export function caseLetterFrame(of: LetterCase): LetterFrame {
  const { policy, language, now } = of;
  const { zone } = policy.channels.officeHours;
  return { policy, language, timeZone: zone, now, promises: [], values: valuesOf(of) };
}

function valuesOf({ policy, language, reference, baseUrl, link, fingerprint }: LetterCase) {
  const values: LetterValues = {
    reference,
    team: policy.organisation.teamName,
    organisation: policy.organisation.name,
    address: policy.channels.reportAddress,
    policyUrl: `${baseUrl}/policy`,
    fingerprint: fingerprint === null ? "none" : inGroupsOfFour(fingerprint),
    link,
    liveIncident: inLanguage(policy.liveIncident.text, language),
    rewards: inLanguage(policy.rewards, language),
  };
  return values;
}

/** As people compare fingerprints. */
function inGroupsOfFour(fingerprint: string): string {
  return (fingerprint.match(/.{1,4}/g) ?? []).join(" ");
}
