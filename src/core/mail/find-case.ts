/**
 * Finds the case that a mail continues. Decides by what only a party can know or do; a name in the From
 * header alone proves nothing, and a missing reference is held against nobody (CC-13).
 */
import type { MailAuthentication } from "./authentication.ts";
import { isOfCoordinator, type OutsideReference } from "./outside-references.ts";

/** What leads from a mail to a case, the strongest first. */
export const caseWays = [
  /** It was sent to the address that only this party was given. */
  "reply-address",
  /** It answers a mail that only this party was sent. */
  "answers-ours",
  /** It answers a mail that this party sent. */
  "answers-theirs",
  /** Its subject names our reference. */
  "our-reference",
  /** Its subject names what the party, or the case's CVE id, is called. */
  "outside-reference",
  /** A good signature by this party's key. */
  "party-key",
  /** Its text names the case, as one does of another case, too. */
  "reference-in-text",
] as const;

export type CaseWay = (typeof caseWays)[number];

/** One party of one case to which something in the mail leads. */
export interface CaseCandidate {
  readonly caseId: string;
  readonly partyId: string;
  readonly isReporter: boolean;
  readonly isOpen: boolean;
  readonly ways: readonly CaseWay[];
  /** Whether the From header has the address that we know of this party. */
  readonly sameAddress: boolean;
  /** Whether it is an address of the same domain. */
  readonly sameDomain: boolean;
  /** Whether this party's own key made the mail's signature. */
  readonly signed: boolean;
}

export interface MailFacts {
  /** Whether the domain in the From header vouches for the mail. */
  readonly vouched: boolean;
  /** Whether the subject begins as answers do. */
  readonly isAnswer: boolean;
  /** References in the subject that no case of ours has. */
  readonly unknown: readonly OutsideReference[];
  /** Whether it says no more than where its content is. */
  readonly isPointer: boolean;
}

/** Why a mail is taken for a party's. */
export type Proof = "reply-address" | "thread" | "domain" | "signature";

/** A case that a person may put the mail into. */
export interface Suggestion {
  readonly caseId: string;
  /** Null where no one party stands out. */
  readonly partyId: string | null;
  readonly why: readonly CaseWay[];
}

export type FoundCase =
  | { readonly found: "thread"; readonly caseId: string; readonly partyId: string; why: Proof }
  | { readonly found: "notice"; readonly references: readonly OutsideReference[] }
  | {
      readonly found: "ambiguous";
      readonly suggestions: readonly Suggestion[];
      readonly references: readonly OutsideReference[];
    }
  | { readonly found: "new" };

/** So many cases are suggested at most. */
const suggestionsMax = 10;

export function findCase(mail: MailFacts, candidates: readonly CaseCandidate[]): FoundCase {
  const proven = candidates.flatMap((candidate) => {
    const why = proofOf(mail, candidate, candidates);
    return why ? [{ candidate, why }] : [];
  });
  // What is proven by the more telling way goes before: an answer of a thread may name other cases.
  const [best] = proven.toSorted((a, b) => rankOf(a.candidate) - rankOf(b.candidate));
  if (best) {
    const rank = rankOf(best.candidate);
    const rivals = proven.filter((each) => rankOf(each.candidate) === rank);
    const one = rivals.every(({ candidate }) => candidate.partyId === best.candidate.partyId);
    const { caseId, partyId } = best.candidate;
    if (one) return { found: "thread", caseId, partyId, why: best.why };
  }
  const references = mail.unknown.filter(isOfCoordinator);
  const suggestions = suggestionsOf(candidates);
  if (suggestions.length > 0) return { found: "ambiguous", suggestions, references };
  return references.length > 0 || mail.isPointer
    ? { found: "notice", references }
    : { found: "new" };
}

/** What shows that this party wrote the mail, and that it is of this case; null where nothing does. */
function proofOf(
  mail: MailFacts,
  candidate: CaseCandidate,
  all: readonly CaseCandidate[],
): Proof | null {
  const { ways, signed, sameAddress } = candidate;
  if (ways.includes("reply-address")) return "reply-address";
  // Our letter was encrypted to this party or sent to it alone: who names it has seen it.
  if (ways.includes("answers-ours") && sameAddress) return "thread";
  if (!ways.some((way) => namesTheCase.includes(way))) {
    return isByKeyAlone(mail, candidate, all) ? "signature" : null;
  }
  if (signed) return "signature";
  return mail.vouched && isOfParty(candidate) ? "domain" : null;
}

const namesTheCase: readonly CaseWay[] = [
  "answers-ours",
  "answers-theirs",
  "our-reference",
  "outside-reference",
];

/** Coordinators and vendors answer from many desks of one house; a reporter's domain may be anybody's. */
function isOfParty({ sameAddress, sameDomain, isReporter }: CaseCandidate): boolean {
  return sameAddress || (sameDomain && !isReporter);
}

/**
 * An answer that lost its reference and headers, signed by the key of a party with one open case. What
 * does not begin as an answer may be a report of something else.
 */
function isByKeyAlone(
  { isAnswer }: MailFacts,
  { signed, isOpen, ways, caseId }: CaseCandidate,
  all: readonly CaseCandidate[],
): boolean {
  if (!isAnswer || !signed || !isOpen || !ways.includes("party-key")) return false;
  return all.every((other) => !(other.signed && other.isOpen) || other.caseId === caseId);
}

function rankOf({ ways }: CaseCandidate): number {
  return Math.min(...ways.map((way) => ranks[way]));
}

/** Both kinds of reference stand in one subject and weigh the same. */
const ranks: Readonly<Record<CaseWay, number>> = {
  "reply-address": 0,
  "answers-ours": 1,
  "answers-theirs": 1,
  "our-reference": 2,
  "outside-reference": 2,
  "party-key": 3,
  "reference-in-text": 4,
};

/** One for each case; its party, where the mail's address or a signature points at one. */
function suggestionsOf(candidates: readonly CaseCandidate[]): Suggestion[] {
  const cases = new Map<string, CaseCandidate[]>();
  for (const each of candidates) {
    cases.set(each.caseId, [...(cases.get(each.caseId) ?? []), each]);
  }
  const suggested = [...cases].map(([caseId, parties]) => {
    const likely = parties.filter((each) => each.sameAddress || each.signed);
    const why = caseWays.filter((way) => parties.some(({ ways }) => ways.includes(way)));
    const [only] = likely;
    return { caseId, partyId: only && likely.length === 1 ? only.partyId : null, why };
  });
  const rank = ({ why }: Suggestion) => Math.min(...why.map((way) => ranks[way]));
  return suggested.toSorted((a, b) => rank(a) - rank(b)).slice(0, suggestionsMax);
}

/**
 * Whether the domain in the From header vouches for the mail: DMARC passes; or the domain publishes none
 * and its own DKIM signature or its own SPF record stands for it.
 */
export function isVouchedFor(authentication: MailAuthentication | undefined): boolean {
  if (!authentication) return false;
  const { dmarc, dkim, spf } = authentication;
  if (dmarc.verdict === "pass") return true;
  return dmarc.verdict === "none" && [dkim, spf].some((of) => of.verdict === "pass" && of.ofSender);
}

/** "Re:", and what mail programs of other languages write in its place. */
export function isAnswerBySubject(subject: string | null): boolean {
  return /^\s*(?:\[[^\]]{1,80}\]\s*)*(?:re|aw|antw|antwort|rép|rep|sv|vs|odp|res|rif|ynt)(?:\[\d+\])?\s?[:：]/iu.test(
    subject ?? "",
  );
}
