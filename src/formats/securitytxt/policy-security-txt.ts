/** The security.txt that follows from the policy: one list of addresses serves form, mail and this file. */
import { Temporal } from "temporal-polyfill";
import type { Policy } from "../../core/policy/policy.ts";
import { securityTxtOf } from "./security-txt.ts";

/** A reader who keeps a copy asks again within a quarter of a year. */
const validForDays = 90;

/** The text, unsigned; it expires at midnight UTC, 90 days after `now`. */
export function policySecurityTxt(
  { channels }: Pick<Policy, "channels">,
  site: {
    readonly baseUrl: string;
    readonly now: Date;
    /** Of the key in use for reports: readers that have a key of ours see whether it is this one. */
    readonly fingerprint?: string | undefined;
  },
): string {
  const now = Temporal.Instant.fromEpochMilliseconds(site.now.getTime());
  const expires = now.toZonedDateTimeISO("UTC").startOfDay().add({ days: validForDays });
  // RFC 9116 takes https only, so elsewhere the file names the mail address alone.
  const named = /^https:\/\/|^http:\/\/localhost(:|$)/.test(site.baseUrl);
  const at = (path: string) => (named ? [`${site.baseUrl}${path}`] : []);
  return securityTxtOf(
    {
      contacts: [...at("/report"), `mailto:${channels.reportAddress}`],
      expires: expires.toInstant().toString(),
      encryption: [
        ...at("/key.asc"),
        ...(site.fingerprint === undefined ? [] : [`openpgp4fpr:${site.fingerprint}`]),
      ],
      acknowledgments: at("/thanks"),
      preferredLanguages: [
        ...new Set([...channels.languagesPreferred, ...channels.languagesAccepted]),
      ],
      canonical: at("/.well-known/security.txt"),
      policy: at("/policy"),
      csaf: at("/.well-known/csaf/provider-metadata.json"),
    },
    { now, development: site.baseUrl.startsWith("http:") },
  );
}
