/** The part of a CSAF 2.0 document that Parley writes, as types. Reading foreign documents uses none of it. */

export type CsafCategory = "csaf_base" | "csaf_informational_advisory" | "csaf_security_advisory";

export interface CsafNote {
  category:
    | "description"
    | "details"
    | "faq"
    | "general"
    | "legal_disclaimer"
    | "other"
    | "summary";
  text: string;
  title?: string;
}

export interface CsafReference {
  category: "external" | "self";
  summary: string;
  url: string;
}

export interface CsafProduct {
  name: string;
  product_id: string;
  product_identification_helper?: { cpe?: string; purl?: string };
}

export interface CsafBranch {
  category: "product_name" | "product_version" | "product_version_range" | "vendor";
  name: string;
  branches?: CsafBranch[];
  product?: CsafProduct;
}

export interface CsafRemediation {
  category: "mitigation" | "no_fix_planned" | "none_available" | "vendor_fix" | "workaround";
  details: string;
  product_ids: string[];
  date?: string;
  url?: string;
}

export interface CsafScore {
  cvss_v3: {
    version: "3.0" | "3.1";
    vectorString: string;
    baseScore: number;
    baseSeverity: string;
  };
  products: string[];
}

export type CsafStatus = "fixed" | "known_affected" | "known_not_affected" | "under_investigation";

export interface CsafVulnerability {
  title: string;
  cve?: string;
  cwe?: { id: string; name: string };
  flags?: { label: string; product_ids: string[] }[];
  ids?: { system_name: string; text: string }[];
  notes: CsafNote[];
  product_status?: Partial<Record<CsafStatus, string[]>>;
  references?: CsafReference[];
  remediations?: CsafRemediation[];
  scores?: CsafScore[];
  threats?: { category: "exploit_status"; details: string }[];
}

export interface CsafDocument {
  document: {
    acknowledgments?: { names?: string[]; organization?: string; summary?: string }[];
    aggregate_severity?: { text: string };
    category: CsafCategory;
    csaf_version: "2.0";
    distribution: { text?: string; tlp: { label: string; url: string } };
    lang: string;
    notes: CsafNote[];
    publisher: { category: string; contact_details: string; name: string; namespace: string };
    references: CsafReference[];
    title: string;
    tracking: {
      current_release_date: string;
      generator: { engine: { name: string; version?: string } };
      id: string;
      initial_release_date: string;
      revision_history: { date: string; number: string; summary: string }[];
      status: "final" | "interim";
      version: string;
    };
  };
  product_tree?: { branches: CsafBranch[] };
  vulnerabilities?: CsafVulnerability[];
}
