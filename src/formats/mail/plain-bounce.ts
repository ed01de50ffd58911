/**
 * Reads bounces that are words alone, as older servers write them: qmail, sendmail, Exim, Exchange.
 * Asked only for mail of a mail system; whatever it does not recognise is no report.
 */
import type { ReportAction } from "../../core/mail/delivery-fate.ts";

interface PlainReport {
  readonly mailIds: readonly string[];
  readonly recipient: {
    readonly recipient: string | null;
    readonly action: ReportAction;
    readonly status: string | null;
    readonly diagnostic: string | null;
  };
}

const textMax = 200_000;

const marks = [
  // qmail (QSBMF) and its children
  /^Hi\. This is the /m,
  /^--- Below this line is a copy of the (?:message|mail header)/m,
  // sendmail
  /^ {0,4}-{3,} The following addresses had (?:permanent|transient|delivery)/m,
  /^ {0,4}-{3,} Transcript of session follows/m,
  // Postfix
  /^This is the mail system at host /m,
  // Exim
  /This message was created automatically by mail delivery software/,
  // Exchange and Outlook
  /Delivery has failed to these recipients or (?:groups|distribution lists)/,
  /Your message did not reach some or all of the intended recipients/,
  // all others, in the three languages of most of them
  /\b(?:could not|couldn.t|cannot|can.t|was not|wasn.t|unable to) be delivered\b/i,
  /\b(?:delivery to the following recipients? (?:has been delayed|failed)|undelivered mail)\b/i,
  /\b(?:unzustellbar|nicht zugestellt werden)\b/i,
  /\bn.a pas pu être (?:remis|distribu)/i,
] as const;

const delays =
  /\b(?:this is a warning message only|delivery (?:has been |is )?delayed|not yet been delivered|will (?:continue|keep) (?:to )?(?:be )?(?:try|tried|retry|retried)|still being (?:tried|attempted)|do not need to resend)/i;

/** `failed` is the address that a header names; null where none does. */
export function readPlainReport(text: string, failed: string | null): PlainReport | null {
  const part = text.slice(0, textMax);
  if (!marks.some((mark) => mark.test(part))) return null;
  // What comes back below may hold any words: only the server's own count for the rest.
  const words = part.split(returnedBelow)[0] ?? part;
  const status = /(?:^|[\s#(])([45]\.\d{1,3}\.\d{1,3})(?![\d.])/m.exec(words)?.[1] ?? null;
  const late = delays.test(words) && !status?.startsWith("5");
  return {
    mailIds: idsIn(part),
    recipient: {
      recipient: failed ?? /<([^<>\s@]{1,64}@[^<>\s@]{1,189})>/.exec(words)?.[1] ?? null,
      action: late ? "delayed" : "failed",
      status,
      diagnostic: diagnosticIn(words),
    },
  };
}

const returnedBelow =
  /^(?:--- Below this line|-{3,} (?:This is a copy|Original message|Message header)|-{3,} ?Forwarded|Original message headers:)/im;

/** The Message-ID header of what was returned, quoted or not. */
function idsIn(text: string): string[] {
  const lines = text.matchAll(
    /^[> \t]{0,12}Message-ID:[ \t]{0,20}(<[^<>\s@]{1,250}@[^<>\s@]{1,250}>)/gim,
  );
  return [...lines].slice(0, 20).flatMap(([, id]) => id ?? []);
}

function diagnosticIn(words: string): string | null {
  const lines = words.split("\n").map((line) => line.slice(0, 1000).trim());
  const line =
    lines.find((each) => /(?:^|\D)[45]\d\d[ -]|[45]\.\d{1,3}\.\d{1,3}/.test(each)) ??
    lines.find((each) => /^<.*>:?$/.test(each));
  const plain = (line ?? "").replace(/[\p{Cc}\p{Cf}]+/gu, " ").slice(0, 500);
  return plain === "" ? null : plain;
}
