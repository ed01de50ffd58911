/** The facts of a case from which its stage is computed, and what may be missing. Types and lists only. */
import type { ReporterStanding } from "../decisions/examined.ts";
import type { Wait } from "./waiting.ts";

export const caseKinds = [
  "vulnerability-report",
  "question",
  "live-incident",
  "third-party-notice",
  "own-finding",
  "data-leak",
  "dispute",
] as const;

export type CaseKind = (typeof caseKinds)[number];

/** What still has to happen; each is the one next deed of somebody. */
export type Missing =
  | "acknowledgement"
  | "decision-approval"
  | "relevancy-decision"
  | "relevancy-told"
  | "reporter-answer"
  | "answer"
  | "redirect"
  | "exploitation-word"
  | "containment"
  | "matter-decision"
  | "score"
  | "affected-products"
  | "conclusion"
  | "conclusion-told"
  | "remedy"
  | "remedy-delivery"
  | "advisory-draft"
  | "advisory-approval"
  | "advisory-publication"
  | "closing";

export type RelevancyOutcome = "relevant" | "not-relevant" | "need-more";

/** Words of a party that wait for an answer: the events that brought the first and the newest of them. */
export interface Unanswered {
  readonly partyId: string;
  readonly eventId: string;
  readonly newestId: string;
  readonly since: Date;
}

export interface CaseFacts {
  readonly kind: CaseKind;
  /** Somebody outside opened the case and is there to be told: a reporter or a coordinator. */
  readonly someoneToTell: boolean;
  readonly acknowledged: boolean;
  readonly relevancy: RelevancyOutcome | null;
  /** A decision was proposed and holds once a second person confirms it. */
  readonly decisionWaits: boolean;
  readonly relevancyTold: boolean;
  /** On whom we wait, the most telling first. */
  readonly waits: readonly Wait[];
  readonly scored: boolean;
  readonly productsRecorded: boolean;
  /** What the newest conclusion found, such as "confirmed"; null before there is one. */
  readonly conclusion: string | null;
  readonly conclusionTold: boolean;
  /** What is on record of whether the reporter can be reached; null where nothing is. */
  readonly reporterStanding: ReporterStanding | null;
  /** It is the duplicate of an earlier case, which is worked on in its place. */
  readonly follows: boolean;
  /** Parties that wrote since our last word to them, each with since when; the longest first. */
  readonly unanswered: readonly Unanswered[];
  /** A person wrote to a party. */
  readonly answered: boolean;
  /** Somebody under attack was sent on to those who can act at once. */
  readonly redirected: boolean;
  /** Whether it is on record that a vulnerability was used, or that none was. */
  readonly exploitationSaid: boolean;
  /** Reports that speak of an attack and of which nobody said yet whether it is one, the earliest first. */
  readonly openAttacks: readonly string[];
  /** What leaked leaks no further. */
  readonly contained: boolean;
  /** False where the house makes no products: their makers mend them, as the policy of the case says. */
  readonly mends?: boolean;
  /** Remedies that are to come or are there; an entry that none comes is no remedy. */
  readonly remediesPlanned: number;
  readonly remediesAvailable: number;
  /** The furthest state of any publication of the case. */
  readonly publication: "none" | "draft" | "in-review" | "approved" | "publishing" | "published";
  readonly closed: boolean;
}
