/**
 * Reads a mail and finds the case that it continues: gathers what in it may lead to a case, opens what is
 * known of the parties there, and lets the rule decide (core/mail/find-case.ts).
 */
import { isMailProvider } from "../../core/identity/withheld-terms.ts";
import type { MailAuthentication } from "../../core/mail/authentication.ts";
import { contentElsewhere } from "../../core/mail/content-elsewhere.ts";
import type { MailEnvelope } from "../../core/mail/envelope.ts";
import {
  type CaseCandidate,
  type FoundCase,
  findCase,
  isAnswerBySubject,
  isVouchedFor,
} from "../../core/mail/find-case.ts";
import {
  otherNamesIn,
  outsideReferencesIn,
  ownReferencesIn,
} from "../../core/mail/outside-references.ts";
import { replyTagsIn } from "../../core/mail/reply-address.ts";
import type { ReadMail } from "../../formats/mail/read-mail.ts";
import { lowerAscii } from "../../lib/lower-ascii.ts";
import type { Context } from "../../store/context.ts";
import { privateKeysOf } from "../../store/keys/reader.ts";
import {
  type MailTraces,
  openPartiesAt,
  partiesTraced,
  type TracedParty,
  unknownAmong,
} from "../../store/messages/case-candidates-reader.ts";
import { partiesAt } from "../../store/messages/correspondence-reader.ts";
import { type Identity, identityOf } from "../../store/parties/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import type { TaskContext } from "../task-context.ts";
import { senderOf } from "./arrival-of-mail.ts";

const actor = { kind: "system", task: "register-report" } as const;

export interface FoundMail {
  readonly mail: ReadMail;
  readonly finding: FoundCase;
  /** What is odd about a mail that goes to a thread. */
  readonly problems: readonly string[];
}

/** Reads twice where keys are known that may have signed: the second time with those. */
export async function readAndFind(
  { context, mailReader }: TaskContext,
  raw: Uint8Array,
  by: { envelope: MailEnvelope; authentication: MailAuthentication },
): Promise<FoundMail> {
  const keys = await context.transaction(actor, (tx) => privateKeysOf(context, tx, "mail"));
  const own = keys.map(({ armored }) => ({ armored }));
  const now = context.now();
  const first = await mailReader.read(raw, { own, trust: [], now });
  const known = await gather(context, first, by.envelope);
  const trust = first.signature.state === "unknown-key" ? keysAmong(known) : [];
  const second = trust.length > 0 ? await mailReader.read(raw, { own, trust, now }) : first;
  const candidates = known.parties
    // Whose identity was erased is nobody's party any more: what comes is a new beginning.
    .filter(({ identity }) => identity !== undefined)
    .map((party) => candidateOf(party, second))
    .filter(({ ways }) => ways.length > 0);
  const facts = {
    vouched: isVouchedFor(by.authentication),
    isAnswer: isAnswerBySubject(first.subject),
    unknown: known.unknown,
    isPointer: pointerIn(first) !== null,
  };
  const finding = findCase(facts, candidates);
  const partyId = finding.found === "thread" ? finding.partyId : null;
  const party = known.parties.find((each) => each.partyId === partyId);
  return {
    mail: vouches(second, party, known) ? second : first,
    finding,
    problems: party && !party.sameAddress ? ["sender.other-address"] : [],
  };
}

/** Where the matter lies, of a mail that says no more; null where it speaks for itself. */
export function pointerIn({ text, attachments }: Pick<ReadMail, "text" | "attachments">) {
  const isBare = attachments.every(({ type }) => type.startsWith("application/pgp-"));
  return isBare ? contentElsewhere(text) : null;
}

type KnownParty = TracedParty & { readonly identity: Identity | undefined };

interface Known {
  readonly parties: readonly KnownParty[];
  /** Keys of whoever writes from that address. */
  readonly atAddress: readonly Identity[];
  readonly unknown: Awaited<ReturnType<typeof unknownAmong>>;
  readonly sender: string | null;
}

async function gather(context: Context, mail: ReadMail, envelope: MailEnvelope): Promise<Known> {
  const traces = tracesOf(mail, envelope);
  const { sender } = traces;
  return context.transaction(actor, async (tx) => {
    const traced = await partiesTraced(context, tx, traces);
    const atAddress = sender === null ? [] : await openPartiesAt(context, tx, sender);
    // Without a signature nothing of them could count.
    const further = mail.signature.state === "unknown-key" ? atAddress : [];
    return {
      parties: await withIdentities(context, tx, merged(traced, further)),
      atAddress: sender === null ? [] : await identitiesAt(context, tx, sender),
      unknown: await unknownAmong(context, tx, traces.theirs),
      sender,
    };
  });
}

/** What in the mail may name a case. */
function tracesOf(mail: ReadMail, envelope: Pick<MailEnvelope, "to">): MailTraces {
  const subject = mail.subject ?? "";
  const opening = openingOf(mail.text);
  const addresses = [...envelope.to, ...[...mail.to, ...mail.cc].map(({ address }) => address)];
  return {
    tags: replyTagsIn(addresses),
    answered: answeredBy(mail),
    ours: ownReferencesIn(subject),
    theirs: [...outsideReferencesIn(subject), ...otherNamesIn(subject)],
    oursInText: ownReferencesIn(opening),
    theirsInText: outsideReferencesIn(opening).filter(({ issuer }) => issuer !== "cve"),
    sender: senderOf(mail),
  };
}

/** The Message-IDs that a mail says it answers: the first, and the last of a long thread. */
export function answeredBy(mail: Pick<ReadMail, "inReplyTo" | "references">): string[] {
  const { inReplyTo, references } = mail;
  const ids = [...(inReplyTo ? [inReplyTo] : []), ...references.slice(0, 10)];
  return [...new Set([...ids, ...references.slice(-40)])];
}

/** What its author wrote first, without what is quoted. */
function openingOf(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "" && !/^\s*>/.test(line));
  return lines.slice(0, 12).join("\n").slice(0, 1_500);
}

function merged(traced: readonly TracedParty[], further: readonly TracedParty[]): TracedParty[] {
  const rest = further.filter((each) => !traced.some(({ partyId }) => partyId === each.partyId));
  return [...traced, ...rest];
}

async function withIdentities(
  context: Context,
  tx: Tx,
  parties: readonly TracedParty[],
): Promise<KnownParty[]> {
  const known: KnownParty[] = [];
  for (const party of parties) {
    known.push({ ...party, identity: await identityOf(context, tx, party.partyId) });
  }
  return known;
}

async function identitiesAt(context: Context, tx: Tx, sender: string): Promise<Identity[]> {
  const known: Identity[] = [];
  for (const partyId of await partiesAt(context, tx, sender)) {
    const identity = await identityOf(context, tx, partyId);
    if (identity) known.push(identity);
  }
  return known;
}

function keysAmong({ parties, atAddress }: Known): string[] {
  const identities = [...parties.map(({ identity }) => identity), ...atAddress];
  return [...new Set(identities.flatMap((each) => each?.publicKey ?? []))].slice(0, 50);
}

function candidateOf({ identity, kind, ...party }: KnownParty, mail: ReadMail): CaseCandidate {
  const { caseId, partyId, isOpen, sameAddress } = party;
  const signed = signedBy(mail, identity);
  return {
    ...{ caseId, partyId, isOpen, sameAddress, signed },
    isReporter: kind === "reporter",
    sameDomain: isSameHouse(domainOf(identity?.email), domainOf(senderOf(mail))),
    // Its address led here, and that counts for nothing where the key is not theirs.
    ways: party.ways.filter((way) => way !== "party-key" || signed),
  };
}

/** Two addresses of a mail provider are two of millions. */
function isSameHouse(one: string, other: string): boolean {
  return one === other && !isMailProvider(one);
}

/** Nothing where there is no address: nothing is the same as nothing else. */
function domainOf(address: string | null | undefined): string {
  return lowerAscii(address?.split("@")[1] ?? `none ${address}`);
}

/** By a key that is neither revoked nor somebody else's; one that is past its date still shows who wrote. */
function signedBy({ signature }: ReadMail, identity: Identity | undefined): boolean {
  const isGood = signature.state === "good" || signature.state === "good-expired-key";
  return isGood && signature.fingerprint === identity?.keyFingerprint;
}

/**
 * In a thread only its own party's key vouches, else that of whoever is known at the address. Anybody may
 * open a case under a finder's address with a key of their own making, and would else sign the finder's
 * answers.
 */
function vouches(mail: ReadMail, party: KnownParty | undefined, { atAddress }: Known): boolean {
  const whose = party ? [party.identity] : atAddress;
  return whose.some((identity) => identity?.keyFingerprint === mail.signature.fingerprint);
}
