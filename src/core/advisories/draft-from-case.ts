/** The first draft of a publication: what the case already knows, in the policy's words. Writes nothing that only people can say. */

import type { Policy } from "../policy/policy.ts";
import { inLanguage } from "../policy/text.ts";
import { bandOf } from "../severity/bands.ts";
import { readCvss } from "../severity/parse.ts";
import {
  type AdvisoryContent,
  type AdvisoryProduct,
  type AdvisoryRemedy,
  type AdvisoryVulnerability,
  bandOfScore,
  type Credit,
  type CvssScore,
  type Justification,
  type PublicationType,
  type RemedyKind,
  type SeverityBand,
} from "./advisory.ts";
import { utcInstant } from "./utc-instant.ts";

/** What of a case goes into a draft. */
export interface CaseForDraft {
  readonly vulnerabilities: readonly {
    readonly vulnerabilityId: string;
    readonly title: string;
    readonly cveId: string | null;
  }[];
  readonly scores: readonly {
    readonly vulnerabilityId: string;
    readonly vector: string;
    readonly base: number;
    readonly overall: number;
    readonly overrideBand: string | null;
  }[];
  readonly affected: readonly {
    readonly affectedId: string;
    readonly productId: string;
    readonly productName: string;
    readonly entity: string;
    readonly status: AdvisoryProduct["status"];
    readonly justification: string | null;
    readonly versions: string;
    readonly versionId: string | null;
    readonly purl: string | null;
    readonly cpe: string | null;
  }[];
  readonly remedies: readonly {
    readonly kind: string;
    readonly text: string;
    readonly howToObtain: string;
    readonly availableAt: Date | null;
    readonly withdrawnAt: Date | null;
    /** Products of the catalogue; none named is every affected one. */
    readonly productIds: readonly string[];
  }[];
  /** Who agreed to be thanked, in their own words. */
  readonly credits?: readonly Credit[];
}

export interface DraftOptions {
  readonly id: string;
  readonly type: PublicationType;
  readonly title: string;
  readonly namespace: string;
}

export function draftFromCase(
  policy: Policy,
  found: CaseForDraft,
  options: DraftOptions,
): AdvisoryContent {
  const language = policy.languages[0] ?? "en";
  const standing = found.remedies.filter(({ withdrawnAt }) => withdrawnAt === null);
  const remedies =
    options.type === "SN" ? [] : standing.flatMap((each) => remedyOf(each, found.affected));
  const obtain = standing.map((each) => each.howToObtain).filter((text) => text !== "");
  const support = policy.liveIncident.channels[0];
  return {
    id: options.id,
    type: options.type,
    early: false,
    title: options.title,
    status: "final",
    language,
    summary: "",
    description: "",
    impact: "",
    defensiveSteps: standing.map((each) => each.text).join("\n\n"),
    howToObtain: [...new Set(obtain)].join("\n\n"),
    support: {
      text: support ? `${inLanguage(support.name, language)}: ${support.contact}` : "",
      url: null,
    },
    faq: [],
    products: publishedRows(found.affected).map(productOf),
    vulnerabilities: found.vulnerabilities.map((each) => vulnerabilityOf(policy, found, each)),
    remedies,
    references: [],
    credits: found.credits ?? [],
    publisher: {
      category: policy.roles.includes("vendor") ? "vendor" : "coordinator",
      name: policy.organisation.teamName,
      namespace: options.namespace,
      contact: policy.channels.reportAddress,
    },
    disclaimer: inLanguage(policy.disclosure.disclaimer, language),
    tlp: "CLEAR",
    convertedFrom: null,
  };
}

/** A product that is still looked at as a whole says nothing beside its versions that are answered. */
function publishedRows(affected: CaseForDraft["affected"]): CaseForDraft["affected"] {
  const withVersions = new Set(
    affected.filter(({ versionId }) => versionId !== null).map(({ productId }) => productId),
  );
  return affected.filter(
    ({ versionId, versions, status, productId }) =>
      versionId !== null ||
      versions !== "" ||
      status !== "under-investigation" ||
      !withVersions.has(productId),
  );
}

function productOf(row: CaseForDraft["affected"][number]): AdvisoryProduct {
  return {
    id: row.affectedId,
    vendor: row.entity,
    name: row.productName,
    versions: versionsOf(row.versions),
    status: row.status,
    ...(row.justification ? { justification: row.justification as Justification } : {}),
    ...(row.purl ? { purl: row.purl } : {}),
    ...(row.cpe ? { cpe: row.cpe } : {}),
  };
}

function versionsOf(text: string): AdvisoryProduct["versions"] {
  if (text === "") return null;
  return text.startsWith("vers:") ? { range: text } : { exact: text };
}

function vulnerabilityOf(
  policy: Policy,
  found: CaseForDraft,
  row: CaseForDraft["vulnerabilities"][number],
): AdvisoryVulnerability {
  const scores = found.scores.filter((score) => score.vulnerabilityId === row.vulnerabilityId);
  return {
    title: row.title,
    description: "",
    cve: row.cveId,
    ids: [],
    cwe: null,
    cvss: scores.flatMap(scoreOf),
    severity: scores[0] ? severityOf(policy, scores[0]) : "none",
    exploitation: null,
    statusExceptions: [],
  };
}

function scoreOf(row: CaseForDraft["scores"][number]): CvssScore[] {
  const read = readCvss(row.vector);
  if ("fault" in read || read.version === "2.0") return [];
  return [
    {
      version: read.version,
      vector: row.vector,
      baseScore: row.base,
      severity: bandOfScore(row.base),
    },
  ];
}

const words: readonly string[] = ["none", "low", "medium", "high", "critical"];

/** The policy's level where it is one of the five common words, else the scale of the standard. */
function severityOf(policy: Policy, score: CaseForDraft["scores"][number]): SeverityBand {
  const name = score.overrideBand ?? bandOf(score.overall, policy.scoring.bands).name;
  return words.includes(name) ? (name as SeverityBand) : bandOfScore(score.overall);
}

/** A remedy for named products says which; one whose products are none of the affected is left out. */
function remedyOf(
  row: CaseForDraft["remedies"][number],
  affected: CaseForDraft["affected"],
): AdvisoryRemedy[] {
  const productIds = publishedRows(affected)
    .filter(({ status }) => status === "affected" || status === "under-investigation")
    .filter(({ productId }) => row.productIds.includes(productId))
    .map(({ affectedId }) => affectedId);
  if (row.productIds.length > 0 && productIds.length === 0) return [];
  return [
    {
      kind: row.kind as RemedyKind,
      text: row.text,
      productIds,
      date: row.availableAt ? utcInstant(row.availableAt.toISOString()) : null,
      url: null,
    },
  ];
}
