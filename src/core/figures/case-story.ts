/**
 * What happened in one case, as far as figures care: instants and codes in the order of their time.
 * Types and their few rules; no reference, name or text of the case is among them.
 */
import type { CaseKind } from "../cases/case-facts.ts";
import { isOfFlaw } from "../cases/kinds.ts";
import { type PromiseFact, uncountedCloseReasons } from "../clocks/figures.ts";
import type { FactKind, FactSource } from "../facts/fact.ts";

/** Who found what the case is about. */
export const findingSources = ["finder", "customer", "coordinator", "ourselves"] as const;
export type FindingSource = (typeof findingSources)[number];

/** The way by which it came; "desk" is a case that a colleague opened by hand. */
export const arrivalWays = ["form", "mail", "api", "support", "import", "desk"] as const;
export type ArrivalWay = (typeof arrivalWays)[number];

/** How it came to light that there may be a flaw. */
export const discoveryApproaches = ["report", "notice", "publication", "own-work"] as const;
export type DiscoveryApproach = (typeof discoveryApproaches)[number];

export type Happening = { readonly at: Date } & (
  | {
      /** A decision that stands. */
      readonly what: "decided";
      readonly on: "relevancy" | "reproduction" | "conclusion";
      readonly outcome: string;
    }
  /** A fact that stands, at the moment when it happened, or when anyone became aware of it. */
  | { readonly what: "fact"; readonly fact: FactKind; readonly source: FactSource }
  /** A person wrote to somebody outside, or a letter told what a person decided. */
  | { readonly what: "answered" }
  /** A remedy was planned, or its day promised. */
  | { readonly what: "planned" }
  /** A remedy was delivered that was not withdrawn, or the matter was recorded as resolved. */
  | { readonly what: "resolved" }
  /** An advisory went out for the first time, with so many CVE ids. */
  | { readonly what: "published"; readonly cves: number }
  /** A party objected to a decision. */
  | { readonly what: "objected" }
  /** It was recorded by hand that it is exploited, or that others published it. */
  | { readonly what: "exploited" | "disclosed" }
);

export interface CaseStory {
  readonly kind: CaseKind;
  /** When the first report arrived; when the case was opened where none did. */
  readonly since: Date;
  readonly closedAt: Date | null;
  readonly closeReason: string | null;
  /** Name of the policy's band; null where nothing is scored. */
  readonly band: string | null;
  readonly source: FindingSource;
  readonly way: ArrivalWay;
  /** Each once: entities of its products, and the entity that it was given to. */
  readonly entities: readonly string[];
  readonly productIds: readonly string[];
  /** Weaknesses (CWE ids) of its vulnerabilities, each once. */
  readonly cwes: readonly string[];
  /** Components that its vulnerabilities lie in, each once, as a code that tells no name. */
  readonly components: readonly string[];
  /** Practices that root causes name, each once. */
  readonly practices: readonly string[];
  readonly happened: readonly Happening[];
  readonly promises: readonly (PromiseFact & { readonly promise: string })[];
}

/** Advertisements, mails that belong to another case and probes of our own are nobody's report. */
export function isCounted({ closeReason }: CaseStory): boolean {
  return closeReason === null || !uncountedCloseReasons.includes(closeReason);
}

/** A publication that told of it by the time the case began was first, whoever wrote to us then. */
export function approachOf({ kind, source, since, happened }: CaseStory): DiscoveryApproach {
  const isRead = happened.some(
    (each) => each.what === "fact" && each.source === "publication" && each.at <= since,
  );
  if (isRead) return "publication";
  if (kind === "third-party-notice") return "notice";
  return source === "ourselves" ? "own-work" : "report";
}

export function isFlaw(story: CaseStory): boolean {
  return isOfFlaw(story.kind);
}
