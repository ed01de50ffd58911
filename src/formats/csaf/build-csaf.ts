/**
 * Writes a publication as a CSAF 2.0 document. Pure: equal advisories give equal bytes. It checks
 * nothing; `check-csaf.ts` is the gate.
 */
import { type Advisory, highestSeverity } from "../../core/advisories/advisory.ts";
import type { CsafCategory, CsafDocument, CsafReference } from "./csaf-document.ts";
import { documentNotes } from "./document-notes.ts";
import { productTree } from "./product-tree.ts";
import { csafVulnerability } from "./vulnerability.ts";

export interface CsafOptions {
  /** The https URL at which this very document will be served. */
  readonly selfUrl: string;
  /** The page of the same publication for people. */
  readonly pageUrl?: string;
  readonly generatorVersion?: string;
}

export function csafOf(advisory: Advisory, options: CsafOptions): CsafDocument {
  const category = categoryOf(advisory);
  const severity = highestSeverity(advisory);
  const { credits, publisher, vulnerabilities } = advisory;
  return {
    document: {
      ...(credits.length > 0 ? { acknowledgments: credits.map(acknowledgment) } : {}),
      ...(severity ? { aggregate_severity: { text: capitalised(severity) } } : {}),
      category,
      csaf_version: "2.0",
      distribution: distributionOf(advisory),
      lang: advisory.language,
      notes: documentNotes(advisory),
      publisher: {
        category: publisher.category,
        contact_details: publisher.contact,
        name: publisher.name,
        namespace: publisher.namespace,
      },
      references: referencesOf(advisory, options),
      title: advisory.title,
      tracking: trackingOf(advisory, options),
    },
    ...(hasProductTree(advisory, category) ? { product_tree: productTree(advisory.products) } : {}),
    ...(vulnerabilities.length > 0
      ? { vulnerabilities: vulnerabilities.map((each) => csafVulnerability(advisory, each)) }
      : {}),
  };
}

/** The document's bytes as text: keys sorted (CSAF 2.0 §6.2.13), two spaces, a final newline. */
export function csafText(document: CsafDocument): string {
  return `${JSON.stringify(sorted(document), null, 2)}\n`;
}

/**
 * The profile whose rules the publication can keep. An informational advisory must not name
 * vulnerabilities and needs an external reference (§6.1.27.2, .3); a security advisory needs
 * products for them (§6.1.27.4, .6). What fits neither is plain `csaf_base`.
 */
function categoryOf(advisory: Advisory): CsafCategory {
  const { products, vulnerabilities } = advisory;
  if (vulnerabilities.length > 0) {
    return products.length > 0 ? "csaf_security_advisory" : "csaf_base";
  }
  return externalReferences(advisory).length > 0 ? "csaf_informational_advisory" : "csaf_base";
}

// In an informational advisory every product of the tree counts as affected, so a notice that
// says “not affected” tells it in its notes only.
function hasProductTree({ products }: Advisory, category: CsafCategory): boolean {
  if (products.length === 0) return false;
  return (
    category === "csaf_security_advisory" || products.every(({ status }) => status === "affected")
  );
}

function referencesOf(advisory: Advisory, { selfUrl, pageUrl }: CsafOptions): CsafReference[] {
  return [
    { category: "self", summary: "This document as CSAF", url: selfUrl },
    ...(pageUrl ? [{ category: "self" as const, summary: "This document", url: pageUrl }] : []),
    ...externalReferences(advisory),
  ];
}

function externalReferences(advisory: Advisory): CsafReference[] {
  const { references, support, convertedFrom } = advisory;
  return [
    ...(convertedFrom
      ? [{ summary: `Security Notice ${convertedFrom.id}`, url: convertedFrom.url }]
      : []),
    ...references,
    ...(support.url === null ? [] : [{ summary: "Support", url: support.url }]),
  ].map(({ summary, url }) => ({ category: "external", summary, url }));
}

function trackingOf(advisory: Advisory, { generatorVersion }: CsafOptions) {
  const { revisions } = advisory;
  return {
    current_release_date: advisory.currentReleaseDate,
    generator: {
      engine: { name: "Parley", ...(generatorVersion ? { version: generatorVersion } : {}) },
    },
    id: advisory.id,
    initial_release_date: advisory.initialReleaseDate,
    revision_history: revisions.map(({ date, number, summary }) => ({
      date,
      number: String(number),
      summary,
    })),
    status: advisory.status,
    version: String(revisions.length),
  };
}

/** TLP 2.0 in the words of CSAF 2.0, which knows TLP 1 only. */
function distributionOf({ tlp }: Advisory) {
  const url = "https://www.first.org/tlp/";
  if (tlp === "CLEAR") return { tlp: { label: "WHITE", url } };
  // The sentence that converters to CSAF 2.1 look for; RED is the nearest that leaks nothing.
  return tlp === "AMBER+STRICT"
    ? { text: "TLP v2.0: TLP:AMBER+STRICT", tlp: { label: "RED", url } }
    : { tlp: { label: tlp, url } };
}

function acknowledgment({ names, organization, text }: Advisory["credits"][number]) {
  return {
    ...(names.length > 0 ? { names: [...names] } : {}),
    ...(organization === null ? {} : { organization }),
    ...(text === null ? {} : { summary: text }),
  };
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}
