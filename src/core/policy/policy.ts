/**
 * The policy: what an organisation promises, asks and reserves, as data. Everything that runs
 * reads it; nothing in it runs. The comment at each setting is its documentation.
 */
import type { PromiseId } from "../clocks/promises.ts";
import type { Band } from "../severity/bands.ts";
import type { Alerts } from "./alerts.ts";
import type { Appeals, Cna, Embargo, Explanations, Recognition, ThirdParty } from "./dealings.ts";
import type { Decisions } from "./decisions.ts";
import type { Disclosure } from "./disclosure.ts";
import type { Channels, LiveIncident, ReporterUndertakings, ReportForm } from "./intake.ts";
import type { NeedToKnow } from "./need-to-know.ts";
import type { PromiseTerms } from "./promise-terms.ts";
import type { Retention } from "./retention.ts";
import type { Text } from "./text.ts";

export type CvssVersion = "2.0" | "3.0" | "3.1" | "4.0";

export type Policy = {
  /** Stable short name; also the file's name. */
  name: string;
  /** Monotonic number: a later text has a higher one (CC-03). */
  version: number;
  /** First instant at which it holds. */
  inForceFrom: Date;
  /** Languages of its texts, the first one being the original. */
  languages: readonly string[];
  /** Where the text comes from and what it is not. */
  source: Text;
  /** True where this is not the organisation's own file; pages then say so. */
  demonstration: boolean;
  /** Set where this is a child entity's text: what it takes over, and what it says otherwise. */
  inherited?: Inheritance | undefined;
  /** Who makes these promises, and for whom it answers. */
  organisation: Organisation;
  /** What the team is: one organisation may be several of these at once. */
  roles: readonly OrganisationRole[];
  /** How the team is reached, in which languages, and when it works. */
  channels: Channels;
  /**
   * Letters in the policy's own words, by the letter's name; what is left out is said in Parley's
   * (docs/reference/letters.md).
   */
  letters: Readonly<Record<string, Text>>;
  /** Where somebody goes who is under attack right now. */
  liveIncident: LiveIncident;
  /** What the report form asks. */
  reportForm: ReportForm;
  /** What reporters are asked to do and not to do. */
  reporterUndertakings: ReporterUndertakings;
  responses: Responses;
  /** How days are counted. */
  counting: Counting;
  /** What is owed by when, for each kind of promise that the policy makes. */
  promises: Readonly<Partial<Record<PromiseId, PromiseTerms>>>;
  /** What counts as a vulnerability, and the sentence that defines it (VEN-06). */
  relevancy: {
    /** What we call a vulnerability, in a sentence. */
    definition: Text;
    requirements: readonly string[];
  };
  /** How severity is measured, and the words and colours for it. */
  scoring: Scoring;
  /** What is published, when, where, and by whom. */
  disclosure: Disclosure;
  /** How long things stay between us and who knows of them. */
  embargo: Embargo;
  /** What is explained to whom. */
  explanations: Explanations;
  /** What the team does as a CVE Numbering Authority. */
  cna: Cna;
  /** How somebody objects to a decision of ours. */
  appeals: Appeals;
  /** What is done about flaws in other people's software. */
  thirdParty: ThirdParty;
  /** How reporters are thanked. */
  recognition: Recognition;
  /** The sentence on rewards, for form and acknowledgement (VEN-15). Empty where there is none. */
  rewards: Text;
  /** What becomes of personal data and of what was reported. */
  privacy: Privacy;
  /** How decisions are taken inside the house. */
  decisions: Decisions;
  /** Who of our own people reads which case. */
  needToKnow: NeedToKnow;
  /** Who is woken when nobody takes a case. */
  alerts: Alerts;
  publicFigures: PublicFigures;
  /** The sentence on how all this may change (VEN-36). Empty where there is none. */
  mayChange: Text;
  /** Rows that the settings without a group serve: languages, roles, rewards, mayChange. */
  requirements: readonly string[];
};

/** A child entity's policy is its parent's, with its own settings laid over it (TH-33). */
export type Inheritance = {
  /** Short name of the parent's policy. */
  from: string;
  /** Version of the parent's text that was taken over. */
  version: number;
  /** Dotted paths of the settings that the child says otherwise, such as "embargo.proposed". */
  overrides: readonly string[];
};

export type OrganisationRole = "vendor" | "coordinator" | "cna" | "root" | "cna-lr";

export type Organisation = {
  /** Legal or common name. */
  name: string;
  /** Name used in running text, such as "ALE". */
  shortName: string;
  /** Name of the team, on every page, mail and advisory (ALE-02). */
  teamName: string;
  /** Subsidiaries, business groups and joint ventures whose products it answers for. */
  entities: readonly {
    /** Its name, as readers know it. */
    name: string;
    /** What it is to the organisation. */
    kind: "subsidiary" | "joint-venture" | "business-group";
  }[];
  /** The sentences that say what it is for (ALE-03). */
  mission: Text;
  /** Further paragraphs for the policy page, such as the parts of a security programme. */
  programme: readonly Text[];
  /** Standards that the policy follows (VEN-10). */
  standards: readonly {
    /** Its number or title. */
    name: string;
    /** Where it can be read or bought. */
    url?: string | undefined;
  }[];
  requirements: readonly string[];
};

/** How sure a reporter may be of an answer; unanswered reports are counted either way. */
export type Responses = {
  /** Whether every report gets an answer from a person. */
  guaranteed: boolean;
  /**
   * Classes of reports that get an automatic answer saying that no other will come (VEN-37). Staff
   * choose by the name; people outside read what it says.
   */
  noReplyClasses: readonly {
    /** Short name of the class, for staff. */
    name: string;
    /** What the automatic answer says. */
    says: Text;
  }[];
  requirements: readonly string[];
};

export type Counting = {
  /** Where a period's last day ends: at midnight, or when the office closes. */
  lastDayEnds: "midnight" | "closing-time";
  /** Whether a period in days that would end on a non-working day ends on the next working day. */
  endMovesToWorkingDay: boolean;
  /** Whether a period of two days or more holds two working days (1182/71 art. 3(5)). */
  atLeastTwoWorkingDays: boolean;
};

export type Scoring = {
  /** CVSS version offered first; every vector keeps its own version. */
  cvssDefault: CvssVersion;
  /** Versions that analysts may score in. */
  accepted: readonly CvssVersion[];
  /** Versions read and shown, but not scored in. */
  readOnly: readonly CvssVersion[];
  /** Bands from 0.0 to 10.0 without gap or overlap, highest first. */
  bands: readonly Band[];
  /** Whether a person may set another band than the score's, and what that takes (VEN-27). */
  override: {
    /** Whether it is allowed at all. */
    allowed: boolean;
    /** Whether the reason has to be written down. */
    reasonRequired: boolean;
  };
  /** Further paragraphs in the policy's own words, such as when it departs from a score. */
  says: readonly Text[];
  requirements: readonly string[];
};

export type Privacy = {
  /** What personal data is used for. Empty where the policy says nothing of it. */
  purpose: Text;
  /** Days after closing during which content and identities are kept where `retention` says nothing else; 0 keeps them. */
  retentionDaysAfterClose: number;
  /** How long each kind of thing is kept, and what is erased by itself. */
  retention: Retention;
  /** Promise not to take reporters in good faith to court; empty where none is made. */
  safeHarbour: Text;
  /** Further paragraphs in the policy's own words. */
  says: readonly Text[];
  requirements: readonly string[];
};

/** Whether counts and medians per promise are published, unanswered reports among them (VEN-37). */
export type PublicFigures = {
  /** Whether the figures have a public page. */
  shown: boolean;
  /** Figures over fewer promises than this are held back, for they would point at somebody. */
  atLeast: number;
  requirements: readonly string[];
};
