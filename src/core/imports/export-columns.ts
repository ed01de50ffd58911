/**
 * What the columns of a bounty platform's export are to us. Two platforms' columns are known; of all
 * others a person says what is what. Never guesses a column by a likely name.
 */
import type { Elsewhere } from "../reports/arrival.ts";
import type { DateForm } from "./written-instant.ts";

export const exportFields = [
  "number",
  "title",
  "description",
  "reported",
  "author",
  "email",
  "product",
  "version",
  "severity",
  "weakness",
  "cve",
  "url",
  "state",
] as const;

export type ExportField = (typeof exportFields)[number];

export const exportSites = ["bugcrowd", "hackerone", "intigriti", "yeswehack", "other"] as const;
export type ExportSite = Exclude<Elsewhere["site"], "github">;

/** How an export is read. */
export interface ExportReading {
  readonly site: ExportSite;
  /** Of "other": what people call it. */
  readonly siteName: string | null;
  /** The file's name of the column that holds each field. */
  readonly columns: Readonly<Partial<Record<ExportField, string>>>;
  /** Columns whose text is added to the description, each under its name. */
  readonly more: readonly string[];
  /** At the site, or by us by mail. */
  readonly answered: "there" | "here";
  readonly dates: DateForm;
  /** Reports in these states are not taken, as the file writes them. */
  readonly leaveOut: readonly string[];
}

export const isoInUtc: DateForm = { order: "year-first", zone: "UTC" };

type Known = Pick<ExportReading, "columns" | "more"> & {
  /** An export is recognised where all of these stand in it. */
  readonly by: readonly string[];
};

/** As samples of these exports have them: django-DefectDojo, unittests/scans/bugcrowd and h1. */
const known: Readonly<Partial<Record<ExportSite, Known>>> = {
  bugcrowd: {
    by: ["reference_number", "bounty_code", "substate", "submitted_at", "target_name"],
    columns: {
      number: "reference_number",
      title: "title",
      description: "description",
      reported: "submitted_at",
      author: "username",
      product: "target_name",
      severity: "priority",
      state: "substate",
    },
    more: ["vrt_lineage", "bug_url", "http_request", "extra_info"],
  },
  hackerone: {
    by: ["id", "severity_rating", "substate", "reported_at", "structured_scope"],
    columns: {
      number: "id",
      title: "title",
      reported: "reported_at",
      author: "reporter",
      product: "structured_scope",
      severity: "severity_rating",
      weakness: "weakness",
      cve: "cve_ids",
      state: "substate",
    },
    more: [],
  },
};

/** How a file with these columns is read; undefined where no platform is known by them. */
export function recognised(names: readonly string[]): ExportReading | undefined {
  const has = (name: string) => names.includes(name);
  for (const site of exportSites) {
    const found = known[site];
    if (!found?.by.every(has)) continue;
    const columns = Object.fromEntries(
      Object.entries(found.columns).filter(([, name]) => has(name)),
    );
    const more = found.more.filter(has);
    return { ...plain, site, columns, more };
  }
  return undefined;
}

const plain = { siteName: null, answered: "there", dates: isoInUtc, leaveOut: [] } as const;

/** What a reading lacks, by field; empty where rows can be read by it. */
export function lackingIn(
  { site, siteName, columns, answered, more }: ExportReading,
  names: readonly string[],
): { readonly field: ExportField | "siteName" | "more"; readonly problem: string }[] {
  const unknown = exportFields.flatMap((field) => {
    const name = columns[field];
    if (name === undefined || names.includes(name)) return [];
    return [{ field, problem: "The file has no such column." }];
  });
  return [
    ...unknown,
    ...(columns.number ? [] : [{ field: "number" as const, problem: numberNeeded }]),
    ...(columns.title || columns.description
      ? []
      : [
          { field: "title" as const, problem: "Choose a column for the title or the description." },
        ]),
    ...(answered === "here" && !columns.email
      ? [{ field: "email" as const, problem: "Whom we answer, we need an e-mail address of." }]
      : []),
    ...(site === "other" && !siteName
      ? [{ field: "siteName" as const, problem: "Name the site." }]
      : []),
    ...(more.every((name) => names.includes(name))
      ? []
      : [{ field: "more" as const, problem: "The file has no such column." }]),
  ];
}

const numberNeeded =
  "Choose the column that tells each report from all others: by it a report is taken once.";
