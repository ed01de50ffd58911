/** The policy's settings on what is published, when, where, and by whom. */
import type { PublicationType } from "../advisories/advisory.ts";
import type { Text } from "./text.ts";

export type Disclosure = {
  /** Conditions of which one is enough for an advisory to be owed. */
  conditions: readonly DisclosureCondition[];
  /** Further paragraphs in the policy's own words, such as the model that it follows (TH-08). */
  says: readonly Text[];
  /** The kinds of publication that there are, each with its series of numbers. */
  publicationTypes: readonly PublicationTerms[];
  /** Who may be told: everybody, customers only, nobody with a reason. */
  audiences: readonly ("public" | "customers" | "none")[];
  /** Whether another person than the drafter must approve. */
  approvals: {
    /** Whether whoever drafted it cannot approve it. */
    secondPerson: boolean;
  };
  /** Where publications appear. With a CVE id of ours a public page is a must. */
  places: {
    /** When a page that needs no account carries it. */
    publicPage: "always" | "when-cve-is-ours";
    /** A portal that carries it besides. */
    portal?:
      | {
          /** Its name, as customers know it. */
          name: Text;
          /** Whether one must sign in there. */
          loginNeeded: boolean;
        }
      | undefined;
  };
  /** Bodies that are told besides readers: CVE, CERTs. */
  bodies: readonly Text[];
  /** On every page and in every format (VEN-38). Empty where the policy has none. */
  disclaimer: Text;
  /** Printed above the list of publications (VEN-32). Empty where the policy has none. */
  notComprehensiveText: Text;
  /** Whether deviations are allowed, as entries with reason, second person and end (ALE-64). */
  exceptionRegister: {
    /** Whether there may be any. */
    allowed: boolean;
    /** Whether a second person must agree to each. */
    secondPerson: boolean;
    /** What the policy says of them. Empty where it says nothing. */
    text: Text;
  };
  requirements: readonly string[];
};

export type DisclosureCondition = {
  /** Short name of the condition, such as "exploited". */
  id: string;
  /** The condition in the policy's words. */
  text: Text;
  /** What the program looks at to propose it; a person always judges. */
  judgedFrom: "remedies" | "public-fix-planned" | "exploitation" | "public-knowledge" | "person";
  /** Severity bands to which it is limited; empty for all. */
  severities: readonly string[];
  /** Whether an advisory may then appear before any remedy. */
  early: boolean;
  requirements: readonly string[];
};

export type PublicationTerms = {
  /** SA for an advisory, SN for a notice. */
  code: PublicationType;
  /** What readers know it as. */
  name: Text;
  /** Number series: {type}, {year} and {number} or {number:4} are filled in. */
  series: string;
  /** Whether it may say that a remedy exists: a notice never does. */
  claimsRemedy: boolean;
  /** Whether it may appear before a remedy exists. */
  mayBeEarly: boolean;
};
