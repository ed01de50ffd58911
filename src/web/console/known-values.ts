/** What a letter or ready text of a case begins with: who we are, and what the case knows already. */
import { supportChannelLines } from "../../core/policy/support-channels.ts";
import { inLanguage } from "../../core/policy/text.ts";
import { caseLetterFrame } from "../../formats/letters/case-letter-frame.ts";
import type { LetterFrame, LetterValues } from "../../formats/letters/write-letter.ts";
import type { AtCase } from "./at-case.ts";

/** What every letter to whoever reads that language says besides its matter. */
export function letterFrameFor(
  at: AtCase,
  language: string,
  fingerprint: string | null,
): LetterFrame & Pick<AtCase, "policy"> {
  const { baseUrl } = at.web.context;
  const frame = caseLetterFrame({
    ...{ policy: at.policy, language, now: at.now, baseUrl, fingerprint },
    reference: at.head.reference,
    link: `${baseUrl}/portal/link/…`,
  });
  return { ...frame, policy: at.policy };
}

/** All else is a blank for whoever writes. */
export function knownValues({ head, clocks, policy }: AtCase, language: string): LetterValues {
  const due = (promise: string) => clocks.find((clock) => clock.promise === promise)?.dueAt;
  const band = policy.scoring.bands.find(({ name }) => name === head.severityBand);
  const [by, until] = [due("remedy-date"), due("embargo-end")];
  return {
    receivedAt: head.openedAt,
    supportChannels: supportChannelLines(policy, language),
    ...(by && { by }),
    ...(until && { until }),
    ...(band && { severity: inLanguage(band.label, language) }),
  };
}
