/**
 * What is known of a mail's sender from outside the mail: SPF (RFC 7208), DKIM (RFC 6376), DMARC
 * (RFC 9989) and ARC (RFC 8617). It says which domain vouches for the mail, never who wrote it.
 */
import type { MailEnvelope } from "./envelope.ts";

/** `none`: nothing is published or carried. `unknown`: it could not be found out. */
export const verdicts = ["pass", "fail", "none", "unknown"] as const;
export type Verdict = (typeof verdicts)[number];

export interface AuthenticationCheck {
  readonly verdict: Verdict;
  /**
   * The domain that the verdict is about, in lower case; null where there is none. A report's
   * working copy has none either: a domain may name its author.
   */
  readonly domain: string | null;
  /** Whether that domain is the one of the From header, or belongs to the same organisation. */
  readonly ofSender: boolean;
}

export interface MailAuthentication {
  /** Parley itself, or a mail server of ours whose word was taken. */
  readonly checkedBy: "parley" | "mail-server";
  readonly spf: AuthenticationCheck;
  readonly dkim: AuthenticationCheck;
  readonly dmarc: AuthenticationCheck;
  readonly arc: AuthenticationCheck;
  /** Some name server did not answer: asking again may tell more. */
  readonly again?: true;
}

/** Finds out who vouches for a mail. Never rejects: what cannot be asked now is `unknown`. */
export type MailAuthenticator = (
  raw: Uint8Array,
  envelope: MailEnvelope,
) => Promise<MailAuthentication>;

export function checkOf(verdict: Verdict): AuthenticationCheck {
  return { verdict, domain: null, ofSender: false };
}

/** Nothing was asked. */
export const notChecked: MailAuthentication = {
  checkedBy: "parley",
  spf: checkOf("unknown"),
  dkim: checkOf("unknown"),
  dmarc: checkOf("unknown"),
  arc: checkOf("unknown"),
};

/** Whether the domain in the From header vouches for the mail, so that an answer reaches its sender. */
export function isFromItsDomain(authentication: MailAuthentication | undefined): boolean {
  return authentication?.dmarc.verdict === "pass";
}

/** The verdicts without the domains' names, for eyes that do not see who wrote. */
export function withoutDomains(authentication: MailAuthentication): MailAuthentication {
  const nameless = (of: AuthenticationCheck) => ({ ...of, domain: null });
  return {
    ...authentication,
    spf: nameless(authentication.spf),
    dkim: nameless(authentication.dkim),
    dmarc: nameless(authentication.dmarc),
    arc: nameless(authentication.arc),
  };
}
