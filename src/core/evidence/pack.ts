/**
 * What an evidence pack tells: each promise of a case with its clause, clock, messages and events.
 * Ids, codes and instants; no name and no word of anybody's, unless its deed added them.
 */
import type { FormerDue } from "../clocks/clock.ts";
import type { ClockState } from "../clocks/clock-state.ts";
import type { Length } from "../clocks/length.ts";
import type { PromiseClock } from "../clocks/promise-clock.ts";
import type { Basis, Wording } from "../policy/promise-terms.ts";
import type { Text } from "../policy/text.ts";

/** What a deed can add to a pack beyond ids, codes and instants. */
export const inclusions = ["names", "content"] as const;
export type Inclusion = (typeof inclusions)[number];

/** The form of the document; a reader refuses one that it does not know. */
export const packFormat = "parley-evidence-1";

/** All instants are ISO 8601 in UTC with milliseconds. */
export type EvidencePack = {
  format: typeof packFormat;
  madeAt: string;
  /** The organisation and team, as their policy names them in public. */
  organisation: string;
  team: string;
  case: {
    caseId: string;
    reference: string;
    kind: string;
    stage: string;
    openedAt: string;
    closedAt: string | null;
    /** The version that the case is pinned to now. */
    policyVersion: number;
  };
  /** The recorded deed that made this pack: the last event of the chain. */
  deed: { eventId: string; includes: readonly Inclusion[]; reason: string | null };
  policies: readonly PolicyText[];
  parties: readonly PartyOfPack[];
  promises: readonly PromiseOfPack[];
  reports: readonly ReportOfPack[];
  messages: readonly MessageOfPack[];
  events: readonly EventOfPack[];
  /** Null where no checkpoint was signed since the case began. */
  checkpoint: CheckpointProof | null;
  /** Null unless the deed added them. */
  names: Names | null;
  content: Content | null;
};

/** A version of the policy that applied, whose text is a file of the archive, and how it counts days. */
export type PolicyText = {
  name: string;
  version: number;
  inForceFrom: string;
  file: string;
  calendar: CalendarOfPack;
};

export type CalendarOfPack = {
  zone: string;
  weekdays: readonly number[];
  dayEndsAt: string;
  endMovesToWorkingDay: boolean;
  atLeastTwoWorkingDays: boolean;
  /** Public holidays by year ("2026"), of every year that counting these promises looks at. */
  holidays: Readonly<Record<string, readonly string[]>>;
};

/** Parties and colleagues are numbered in the order in which the pack comes to them. */
export type PartyOfPack = { party: string; kind: string };

export type PromiseOfPack = {
  clockId: string;
  promise: string;
  /** What is owed, in a sentence's tail: "acknowledge a report". */
  deed: string;
  owedBy: PromiseClock["owedBy"];
  /** The party of this pack, or what it is owed to where that is no party. */
  owedTo: string;
  subjectId: string;
  /** What that version of the policy says of it; null where it says nothing. */
  clause: Clause | null;
  policyVersion: number;
  clock: ClockOfPack;
  state: ClockState;
  broken: boolean;
  /** When the party was told why it was broken. */
  explainedAt: string | null;
  /** Events and messages that concern it, in their order. */
  events: readonly string[];
  messages: readonly string[];
};

export type Clause = {
  from: string;
  within: Length;
  bySeverity: Readonly<Record<string, Length>>;
  basis: Basis;
  wording: Wording;
  satisfiedBy: "person" | "any";
  endMovesToWorkingDay: boolean | null;
  says: Text | null;
  requirements: readonly string[];
};

export type ClockOfPack = {
  startedAt: string;
  /** The event that started it; null where the chain holds none of that instant. */
  startedBy: string | null;
  dueAt: string | null;
  formerDues: readonly {
    dueAt: string | null;
    movedAt: string;
    because: FormerDue["because"];
    eventId: string;
  }[];
  warnedAt: string | null;
  /** When it was recorded that the time had passed. */
  overdueAt: string | null;
  pausedAt: string | null;
  pausedMs: number;
  pauses: readonly { from: string; to: string }[];
  metAt: string | null;
  metBy: string | null;
  stoppedAt: string | null;
  stoppedBy: string | null;
};

/** First contact attempt, arrival and first reading are three instants (CC-06). */
export type ReportOfPack = {
  reportId: string;
  party: string;
  channel: string;
  relation: string;
  attemptedAt: string;
  receivedAt: string;
  firstReadAt: string | null;
  encrypted: boolean;
};

export type MessageOfPack = {
  messageId: string;
  /** The party whose thread it is in; null for what stays inside. */
  party: string | null;
  direction: "in" | "out" | "internal";
  kind: string;
  by: "staff" | "party" | "system";
  at: string;
  encrypted: boolean;
  deliveries: readonly {
    state: string;
    owedAt: string;
    sentAt: string | null;
    encrypted: boolean | null;
    attempts: number;
    /** SHA-256 of the mail's Message-ID: who has the mail can show that it is this one. */
    mailIdSha256: string;
  }[];
};

export type EventOfPack = {
  seq: number;
  eventId: string;
  type: string;
  /** When it was recorded. */
  at: string;
  /** When it happened, where that was another time; clocks count from it. */
  happenedAt: string | null;
  /** The date that it sets, such as one that was agreed. */
  until: string | null;
  /** "staff 1", "party 1", "system" or "anyone". */
  actor: string;
  /** The message or clock that it names, where it names one of this pack. */
  messageId: string | null;
  clockId: string | null;
  /** Hexadecimal: the value that chains it to the event before, under a key of the installation. */
  mac: string;
};

/** That the chain up to an event was covered by a signed checkpoint. */
export type CheckpointProof = {
  seq: number;
  /** The line of the checkpoint file. */
  record: {
    checkpointId: number;
    at: string;
    root: string;
    previousRoot: string;
    publicKey: string;
    signature: string;
  };
  /** Place of the leaf, number of leaves, and the audit path of RFC 6962 section 2.1.1. */
  index: number;
  count: number;
  path: readonly string[];
};

/** Who signs a pack, and the texts that go with it. */
export type PackSigner = {
  /** Armoured private key without passphrase. */
  armored: string;
  publicKey: string;
  fingerprint: string;
  /** Where the team publishes its key. */
  keyUrl: string;
  /** The text of each version of the policy, as it was read. */
  policyTexts: ReadonlyMap<number, string>;
};

/** Makes the signed archive of a pack; actions know neither OpenPGP nor archives. */
export type PackEvidence = (pack: EvidencePack, signer: PackSigner) => Promise<Uint8Array>;

/** Who stands behind "staff 1" and "party 1". */
export type Names = readonly { who: string; name: string; organisation: string | null }[];

export type Content = {
  title: string;
  reports: readonly { reportId: string; text: string }[];
  messages: readonly { messageId: string; subject: string; text: string }[];
  /**
   * What colleagues noted as translations of those reports and messages, the oldest first; left out where
   * there is none. `of` is the id of the original.
   */
  translations?: readonly TranslationOfPack[] | undefined;
  /** Why a broken promise was broken, as the party was told. */
  breaches: readonly { clockId: string; reason: string }[];
};

export type TranslationOfPack = {
  of: string;
  notedAt: string;
  /** A BCP 47 code, or words. */
  language: string;
  into: string;
  means: "person" | "machine";
  text: string;
};
