/**
 * One revision of a publication: the single source of its page, text, CSAF document and feeds.
 * Plain data; it holds only what the public may read.
 */
import { bandOf, standardBands } from "../severity/bands.ts";
import type { UtcInstant } from "./utc-instant.ts";

/** What can be published. A new type is one line here and its rules in `advisory-rules.ts`. */
export const publicationTypes = {
  SA: { name: "Security Advisory" },
  SN: { name: "Security Notice" },
} as const;

export type PublicationType = keyof typeof publicationTypes;

export type SeverityBand = "none" | "low" | "medium" | "high" | "critical";

export type TlpLabel = "CLEAR" | "GREEN" | "AMBER" | "AMBER+STRICT" | "RED";

export type ProductStatus = "affected" | "fixed" | "not-affected" | "under-investigation";

/** Why a product is not affected: the five words that CSAF, VEX and OpenVEX share. */
export type Justification =
  | "component_not_present"
  | "inline_mitigations_already_exist"
  | "vulnerable_code_cannot_be_controlled_by_adversary"
  | "vulnerable_code_not_in_execute_path"
  | "vulnerable_code_not_present";

/** One version, or a range in vers notation (`vers:semver/>=1.0.0|<1.4.2`, `vers:generic/*`). */
export type ProductVersions = { readonly exact: string } | { readonly range: string };

/** A product in one version or range: the thing that has a status. */
export interface AdvisoryProduct {
  /** Unique within the advisory. */
  readonly id: string;
  readonly vendor: string;
  readonly name: string;
  /** null: the product as a whole, where versions say nothing. */
  readonly versions: ProductVersions | null;
  /** The status for every vulnerability of this advisory, unless that vulnerability differs. */
  readonly status: ProductStatus;
  readonly justification?: Justification;
  readonly purl?: string;
  readonly cpe?: string;
}

/** Where one product's status for one vulnerability differs from the product's own. */
export interface StatusException {
  readonly productId: string;
  readonly status: ProductStatus;
  readonly justification?: Justification;
}

/** A score as it was decided; `baseScore` is of the base metrics alone (CVSS 4.0: the score). */
export interface CvssScore {
  readonly version: "3.0" | "3.1" | "4.0";
  readonly vector: string;
  readonly baseScore: number;
  readonly severity: SeverityBand;
}

export interface AdvisoryVulnerability {
  readonly title: string;
  readonly description: string;
  readonly cve: string | null;
  /** Names in other systems, such as a tracker or VU#. */
  readonly ids: readonly { readonly system: string; readonly text: string }[];
  readonly cwe: { readonly id: string; readonly name: string } | null;
  readonly cvss: readonly CvssScore[];
  readonly severity: SeverityBand;
  /** What is known of attacks or public exploits; null when nothing is to be said. */
  readonly exploitation: string | null;
  readonly statusExceptions: readonly StatusException[];
}

export type RemedyKind =
  | "configuration-change"
  | "mitigation"
  | "workaround"
  | "patch"
  | "maintenance-update"
  | "new-version"
  | "none-available"
  | "no-fix-planned";

export interface AdvisoryRemedy {
  readonly kind: RemedyKind;
  readonly text: string;
  /** The affected products that it helps; empty means all of them. */
  readonly productIds: readonly string[];
  /** When it became, or becomes, available. */
  readonly date: UtcInstant | null;
  readonly url: string | null;
}

export interface Credit {
  readonly names: readonly string[];
  readonly organization: string | null;
  readonly text: string | null;
}

export interface AdvisoryPublisher {
  readonly category: "vendor" | "coordinator" | "discoverer" | "other";
  readonly name: string;
  /** A URL under the publisher's control; with the id it names the document in the world. */
  readonly namespace: string;
  readonly contact: string;
}

export interface AdvisoryRevision {
  readonly number: number;
  readonly date: UtcInstant;
  readonly summary: string;
}

/** What authors write; `firstRevision` and `revise` make an `Advisory` of it. */
export interface AdvisoryContent {
  /** The tracking id, such as EXAMPLE-SA-2026-0001; see `number-series.ts`. */
  readonly id: string;
  readonly type: PublicationType;
  /** An advisory that is published before its correction exists. Always false for a notice. */
  readonly early: boolean;
  readonly title: string;
  readonly status: "interim" | "final";
  /** BCP 47, such as "en". */
  readonly language: string;
  readonly summary: string;
  readonly description: string;
  readonly impact: string;
  /** Steps to defend systems and networks. */
  readonly defensiveSteps: string;
  readonly howToObtain: string;
  readonly support: { readonly text: string; readonly url: string | null };
  readonly faq: readonly { readonly question: string; readonly answer: string }[];
  readonly products: readonly AdvisoryProduct[];
  readonly vulnerabilities: readonly AdvisoryVulnerability[];
  readonly remedies: readonly AdvisoryRemedy[];
  readonly references: readonly { readonly summary: string; readonly url: string }[];
  /** Only people and organisations who consented to be named. */
  readonly credits: readonly Credit[];
  readonly publisher: AdvisoryPublisher;
  readonly disclaimer: string;
  readonly tlp: TlpLabel;
  /** The notice that this advisory grew out of. */
  readonly convertedFrom: { readonly id: string; readonly url: string } | null;
}

export interface Advisory extends AdvisoryContent {
  /** Oldest first; numbers count from 1 without a gap. */
  readonly revisions: readonly AdvisoryRevision[];
  readonly initialReleaseDate: UtcInstant;
  readonly currentReleaseDate: UtcInstant;
}

/** The product as people name it: vendor, name and version. */
export function productLabel(product: AdvisoryProduct): string {
  const { vendor, name, versions } = product;
  const version = versions === null ? "" : "exact" in versions ? versions.exact : versions.range;
  return `${vendor} ${name} ${version}`.trim();
}

/** The status of a product for one vulnerability, with the reason where one is given. */
export function statusFor(
  vulnerability: AdvisoryVulnerability,
  product: AdvisoryProduct,
): { readonly status: ProductStatus; readonly justification?: Justification } {
  return (
    vulnerability.statusExceptions.find(({ productId }) => productId === product.id) ?? product
  );
}

const bands: readonly SeverityBand[] = ["none", "low", "medium", "high", "critical"];

/** The highest severity among the vulnerabilities; null when the publication has none. */
export function highestSeverity(
  advisory: Pick<AdvisoryContent, "vulnerabilities">,
): SeverityBand | null {
  const ranks = advisory.vulnerabilities.map(({ severity }) => bands.indexOf(severity));
  return ranks.length === 0 ? null : (bands[Math.max(...ranks)] ?? null);
}

/** The word of CVSS' own scale for a score of 0.0 to 10.0 with one decimal. */
export function bandOfScore(score: number): SeverityBand {
  return bandOf(score, standardBands).name as SeverityBand;
}

/** Whether a remedy of this kind removes the vulnerability, rather than helps until then. */
export function isCorrection(kind: RemedyKind): boolean {
  return (
    kind === "configuration-change" ||
    kind === "patch" ||
    kind === "maintenance-update" ||
    kind === "new-version"
  );
}
