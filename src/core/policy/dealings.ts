/** The policy's settings on dealings with others: embargoes, CVE, third parties, recognition. */
import type { Length } from "../clocks/length.ts";
import type { ExplainedOutcome, RejectionReason } from "../decisions/reasons.ts";
import type { Text } from "./text.ts";

export type Embargo = {
  /** What must all be true before a reporter's confidentiality ends. Empty where none is asked. */
  endsWhen: readonly ("resolution-available" | "published" | "resolved" | "consent")[];
  /** Length proposed first; "none" leaves it to the people. */
  proposed: Length;
  /** Which date rules when several are on the table. */
  dateConflict: "earliest-external" | "agreed-only";
  /** A coordinator's own date where it states none, from its first contact attempt. */
  coordinatorDefault: Length;
  /** Further paragraphs in the policy's own words. */
  says: readonly Text[];
  requirements: readonly string[];
};

export type Explanations = {
  /** What a reporter is owed on a rejection; never reduced by what the public is told. */
  toReporter: "detailed" | "reasoned";
  /** Whether public texts may leave out details, kept for support to customers. */
  publicMayOmitDetails: boolean;
  /**
   * Ready texts for what a reporter is told with a decision, before Parley's own; one with the name of
   * a text of Parley's stands in its place. Staff complete them.
   */
  texts: readonly {
    /** Short name of a-z, 0-9 and hyphens. */
    name: string;
    /** What staff find it by. */
    title: Text;
    /** The decision that it explains. */
    outcome: ExplainedOutcome;
    /** Of a report that is not taken up: why. */
    reasons: readonly RejectionReason[];
    /** The words, with variables such as {product}; what the case does not know becomes a blank. */
    text: Text;
  }[];
  requirements: readonly string[];
};

/**
 * What CVE ids are assigned for. "third-party-found-by-us" and "coordinated-by-us" hold only where
 * no other CNA's scope covers the product (CNA Operational Rules 4.2.1 and 4.2.16).
 */
export type CnaScope =
  | "own-products"
  | "subsidiaries"
  | "third-party-found-by-us"
  | "coordinated-by-us";

export type Cna = {
  /** Short name in the CVE Program; empty where it is not a CNA. */
  shortName: string;
  /** What it assigns CVE ids for. */
  scopes: readonly CnaScope[];
  /** Whether flaws in components of others inside its products are left to their makers. */
  excludesThirdPartyComponents: boolean;
  /** Further paragraphs in the policy's own words, such as who the Root answers for. */
  says: readonly Text[];
  requirements: readonly string[];
};

export type Appeals = {
  /** Whether appeals are taken: a Root's duty. */
  taken: boolean;
  /** Where appeals and escalations are sent; empty where none are taken. */
  address: string;
  /** Grounds on which somebody may appeal, in the policy's words (TH-35). */
  grounds: readonly Text[];
  /** The process step by step, in the policy's words (TH-38). */
  process: readonly Text[];
  /** How far a decision is final: within our Root; the decision names the next level. */
  finalWithin: "our-root" | "not-final";
  /** Who decides after us. Empty where nobody does. */
  nextLevel: Text;
  requirements: readonly string[];
};

export type ThirdParty = {
  /** Bodies whose notices are watched. */
  sources: readonly string[];
  /** Whether every CVE that touches a product ends in a recorded decision (ALE-51). */
  everyCveAnalysed: boolean;
  /** Whether a report may be forwarded to the maker of a component. */
  mayForward: boolean;
  /** What a forwarded report says of its reporter. */
  forwardIdentity: "only-with-permission" | "never";
  /** Further paragraphs in the policy's own words. */
  says: readonly Text[];
  requirements: readonly string[];
};

export type Recognition = {
  /** What happens until a reporter chose. */
  default: "none-until-asked" | "credit-unless-declined";
  /** Who decides besides the reporter. */
  vendorDecision: "case-by-case" | "always";
  /** Further paragraphs in the policy's own words. */
  says: readonly Text[];
  requirements: readonly string[];
};
