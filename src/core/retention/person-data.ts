/** What an installation holds about a person outside, as they get it: for programs and for reading. */
import type { ReportFields } from "../reports/arrival.ts";

export const personFormat = "parley-person-1";

/** All instants are ISO 8601 in UTC with milliseconds. */
export type PersonData = {
  format: typeof personFormat;
  madeAt: string;
  organisation: string;
  team: string;
  /** What the policy says that personal data is used for; empty where it says nothing. */
  purpose: string;
  case: { reference: string; openedAt: string; closedAt: string | null };
  /** Null where it was erased. */
  identity: {
    name: string | null;
    organisation: string | null;
    email: string | null;
    telephone: string | null;
    keyFingerprint: string | null;
    publicKey: string | null;
    /** The key or certificate that signed their first mail. */
    signedBy?: string | null;
  } | null;
  /** How we know and answer them: the pseudonym, the way, the language, the wish to be named. */
  settings: {
    pseudonym: string;
    answersBy: string;
    language: string;
    credit: string;
    nameWithheld: boolean;
  };
  reports: readonly {
    reportId: string;
    channel: string;
    receivedAt: string;
    fields: ReportFields;
  }[];
  messages: readonly {
    at: string;
    from: "you" | "us";
    subject: string;
    text: string;
    /** The key or certificate that signed it, as its signature says. */
    signedBy?: string;
  }[];
  /** What they asked and chose on their page, and our answers: consent, plans, news, fixes, objections. */
  requests: readonly {
    at: string;
    from: "you" | "us";
    /** What it is about: "status", "consent", "news", "plan", "address", "fix" or "objection". */
    kind: string;
    /** What was said, as a code: "asked", "given", "raised" … */
    word: string;
    /** The instant that it speaks of; empty where it names none. */
    on: string;
    place: string;
    text: string;
  }[];
  files: readonly { name: string; bytes: number; sha256: string; addedAt: string }[];
  /** To whom we have given anything that names them. */
  disclosedTo: readonly { at: string; to: string; why: string }[];
  /** What they asked to have erased, and what came of it. */
  erasures: readonly {
    askedAt: string;
    state: string;
    answerBy: string;
    endedAt: string | null;
  }[];
  /** When it falls due to be erased by the policy; null where the policy sets no term. */
  keptUntil: { identity: string | null; content: string | null };
};

/** Puts the data into one archive; actions know no format. */
export type PackPerson = (data: PersonData) => Uint8Array;
