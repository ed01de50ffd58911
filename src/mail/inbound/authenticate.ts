/**
 * Finds out which domain vouches for a mail: SPF, DKIM, DMARC and ARC, by questions to name servers
 * and, where told, by the word of a mail server of ours. Never rejects and never takes long; looks at
 * nothing but the header, the hash of the body, and DNS.
 */
import { authenticate, type DKIMResult, type DMARCResult } from "mailauth";
import {
  type AuthenticationCheck,
  checkOf,
  type MailAuthentication,
  type MailAuthenticator,
  notChecked,
} from "../../core/mail/authentication.ts";
import type { MailEnvelope } from "../../core/mail/envelope.ts";
import { headerValue, readHeaderBlock } from "../../formats/mail/header-block.ts";
import { mailLimits } from "../../formats/mail/mail-limits.ts";
import {
  belongTogether,
  rank,
  resultsOfServer,
  type ServerResults,
  verdictOf,
} from "./authentication-results.ts";
import { type NameServer, withFewQuestions } from "./name-server.ts";

export interface SenderCheckOptions {
  readonly ask: NameServer;
  /** The authserv-id that our mail server writes for mails of this way; null where none is trusted. */
  readonly authservIdOf?: (envelope: MailEnvelope) => string | null;
  readonly deadlineMs?: number;
}

export function senderCheck(options: SenderCheckOptions): MailAuthenticator {
  const { deadlineMs = 20_000 } = options;
  return async (raw, envelope) => {
    const late = new AbortController();
    const away = new Promise<MailAuthentication>((resolve) => {
      const timer = setTimeout(() => resolve({ ...notChecked, again: true }), deadlineMs);
      late.signal.addEventListener("abort", () => clearTimeout(timer));
    });
    try {
      return await Promise.race([checked(raw, envelope, options), away]);
    } catch {
      // A mail that the checker cannot read proves nothing; the report says what is odd about it.
      return notChecked;
    } finally {
      late.abort();
    }
  };
}

async function checked(
  raw: Uint8Array,
  envelope: MailEnvelope,
  { ask, authservIdOf }: SenderCheckOptions,
): Promise<MailAuthentication> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const { fields } = readHeaderBlock(bytes.subarray(0, mailLimits.headerBytesMax), mailLimits);
  const authservId = authservIdOf?.(envelope) ?? null;
  const sender = domainOf(headerValue(fields, "from"));
  const told = authservId === null ? undefined : resultsOfServer(fields, authservId, sender);
  // Which of two senders a server judged is not known.
  const one = fields.filter(({ name }) => name === "from").length === 1;
  if (told?.dmarc && one) return byServer(told);
  // A signature covers the body, which is not here.
  if (envelope.leftBehindBytes !== undefined) return { ...notChecked, ...told };
  const signed = fields.some(({ name }) => name === "dkim-signature" || name === "arc-seal");
  // Nothing is there that a name server could say something about.
  if (one && !signed && !envelope.remote) return { ...unproven, ...told };
  const own = await byParley(bytes, envelope, ask);
  return told?.spf && own.spf.verdict === "none" ? { ...own, spf: told.spf } : own;
}

/** No signature, and nobody says which server sent it. */
const unproven: MailAuthentication = {
  ...notChecked,
  spf: checkOf("none"),
  dkim: checkOf("none"),
  arc: checkOf("none"),
};

function byServer(told: ServerResults): MailAuthentication {
  const none = checkOf("none");
  return { checkedBy: "mail-server", spf: none, dkim: none, dmarc: none, arc: none, ...told };
}

async function byParley(
  bytes: Buffer,
  envelope: MailEnvelope,
  ask: NameServer,
): Promise<MailAuthentication> {
  const questions = withFewQuestions(ask);
  const { remote } = envelope;
  const { spf, dkim, dmarc, arc } = await authenticate(bytes, {
    resolver: questions.ask,
    // An address of SPF is that of a bounce: the helo name stands for an empty one.
    ...(remote ? { ip: remote.address, helo: remote.helo, sender: envelope.from ?? "" } : {}),
    mta: "parley",
    // RFC 8301: nobody should rely on SHA-1 any more.
    rejectRsaSha1: true,
    disableBimi: true,
  });
  const author = domainOf(dkim.headerFrom[0] ?? null);
  const spfCheck: AuthenticationCheck =
    remote && spf ? judged(spf.status.result, spf.domain, author) : checkOf("none");
  const signatures = dkim.results.map((each) => ofSignature(each));
  const best = signatures.sort((one, other) => rank(other) - rank(one))[0] ?? checkOf("none");
  return {
    checkedBy: "parley",
    spf: spfCheck,
    dkim: best,
    dmarc: ofDmarc(dmarc, { author, spf: spfCheck, dkim: best, asked: remote !== undefined }),
    arc: arc ? judged(arc.status.result, null, null) : checkOf("none"),
    ...(questions.unanswered() ? { again: true as const } : {}),
  };
}

function judged(word: string, domain: string | null, author: string | null): AuthenticationCheck {
  const of = domain?.toLowerCase() ?? null;
  return { verdict: verdictOf(word), domain: of, ofSender: belongTogether(of, author) };
}

function ofSignature({ status, signingDomain }: DKIMResult): AuthenticationCheck {
  const domain = signingDomain?.toLowerCase() ?? null;
  const ofSender = Boolean(status.aligned);
  // A signature over the first bytes only (l=) leaves room for another's words below them.
  const whole = !status.underSized;
  if (status.result === "pass") return { verdict: whole ? "pass" : "fail", domain, ofSender };
  // mailauth has a row for "no signature" too.
  if (status.result === "none") return checkOf("none");
  return { verdict: status.result === "temperror" ? "unknown" : "fail", domain, ofSender };
}

interface Known {
  readonly author: string | null;
  readonly spf: AuthenticationCheck;
  readonly dkim: AuthenticationCheck;
  /** Whether the sending server's address was known, so that SPF could be asked. */
  readonly asked: boolean;
}

function ofDmarc(
  dmarc: DMARCResult | false,
  { author, spf, dkim, asked }: Known,
): AuthenticationCheck {
  const about = { domain: author, ofSender: true };
  // No author, or several: no rule applies, and nobody vouches (RFC 9989 section 5.3.1).
  if (!dmarc) return { verdict: "fail", domain: null, ofSender: false };
  const verdict = verdictOf(dmarc.status.result);
  if (verdict === "pass") {
    const vouched = dmarc.alignment.spf.result || !dmarc.alignment.dkim.underSized;
    return { verdict: vouched ? "pass" : "fail", ...about };
  }
  const open = !asked || [spf, dkim].some((each) => each.verdict === "unknown");
  return { verdict: verdict === "fail" && open ? "unknown" : verdict, ...about };
}

/** Of an address or a whole From header with one address; null where that is not clear. */
function domainOf(from: string | null): string | null {
  const found = from?.match(/@([\w.-]+)/g) ?? [];
  return found.length === 1 ? (found[0]?.slice(1).toLowerCase() ?? null) : null;
}
