/**
 * Whether a mail that opened a case may be answered by a program (RFC 3834): never another program,
 * never a list, never ourselves, and nobody whose address may be somebody else's. Whom it holds back
 * a person can still answer.
 */
import { isFromItsDomain, type MailAuthentication } from "./authentication.ts";

/** Why a sender gets no automatic answer. */
export const answerHolds = [
  "automatic",
  "no-address",
  "own-address",
  "no-reply-address",
  "sender-unchecked",
  "sender-unproven",
  "answered-today",
  // It lies at another site, and is answered there.
  "elsewhere",
] as const;
export type AnswerHold = (typeof answerHolds)[number];

export interface AnswerFacts {
  /** The address to answer; null where the mail names none. */
  readonly sender: string | null;
  /** A program, a bounce or a list sent it. */
  readonly automatic: boolean;
  /** Addresses of ours: mail under them is never a stranger's. */
  readonly ours: readonly string[];
  readonly authentication: MailAuthentication | undefined;
  /** A colleague has kept a message from that address before. */
  readonly known: boolean;
  /** Automatic answers to that address within the last day. */
  readonly answeredToday: number;
}

/**
 * So many automatic answers one address gets in a day. Each names another report, so that a finder with
 * several findings hears of each; two programs that answer each other stop here (RFC 3834, section 2).
 */
export const answersADayMax = 10;

/** Null where an answer may leave by itself. */
export function answerHoldOf(facts: AnswerFacts): AnswerHold | null {
  const { sender, automatic, ours, known, answeredToday } = facts;
  if (automatic) return "automatic";
  if (sender === null) return "no-address";
  if (ours.some((own) => isSameMailbox(own, sender))) return "own-address";
  if (isNoReply(sender)) return "no-reply-address";
  if (!known && !isFromItsDomain(facts.authentication)) return unproven(facts.authentication);
  return answeredToday >= answersADayMax ? "answered-today" : null;
}

/** A name server that was away may still vouch; whatever else was found out stays. */
function unproven(authentication: MailAuthentication | undefined): AnswerHold {
  return authentication?.again ? "sender-unchecked" : "sender-unproven";
}

/** What a later answer of the name servers changes: the hold as it is then. */
export function holdAfterCheck(
  hold: AnswerHold | null,
  authentication: MailAuthentication,
): AnswerHold | null {
  if (hold !== "sender-unchecked") return hold;
  if (isFromItsDomain(authentication)) return null;
  return unproven(authentication);
}

/** Whether a person may send the answer all the same: where there is somebody to read it. */
export function mayAnswerByHand(hold: AnswerHold): boolean {
  return hold !== "no-address" && hold !== "own-address";
}

/** RFC 5233: what follows a plus sign in a local part is a tag. */
function isSameMailbox(own: string, sender: string): boolean {
  const [one, other] = [own, sender].map((each) => {
    const [local = "", domain = ""] = parts(each);
    return `${local.split("+")[0]}@${domain}`;
  });
  return one === other;
}

/** Addresses behind which a program stands, or nobody (RFC 2142, RFC 5321 section 4.5.1). */
function isNoReply(address: string): boolean {
  const [local = ""] = parts(address);
  return (
    /^(mailer-daemon|postmaster|root|bounces?)([+=._-].*)?$/.test(local) ||
    /(^|[+=._-])(do-?not|no)[._-]?repl(y|ies)([+=._-]|$)/.test(local) ||
    /^(owner-.+|.+-(request|owner|bounces?))$/.test(local)
  );
}

function parts(address: string): [string, string] {
  const lower = address.trim().toLowerCase();
  const at = lower.lastIndexOf("@");
  return [lower.slice(0, Math.max(at, 0)), lower.slice(at + 1)];
}
