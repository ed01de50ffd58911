/**
 * The fields of a report (Vulnerability Summary Report): the union of the forms in use in the
 * field. A policy chooses which are shown; only the ways to answer and the finding are required.
 */
export const reportFields = [
  "name",
  "organisation",
  "email",
  "telephone",
  "public-key",
  "language",
  "share-contact",
  "credit",
  // Asked beside the choice whenever it is: the words to print.
  "credit-as",
  "product",
  "version",
  "component",
  "description",
  "exploitation",
  "impact",
  "how-found",
  "ai-used",
  "when-found",
  "reproduction",
  "proof-of-concept",
  "affected-configurations",
  "suggested-severity",
  "cwe",
  "suggested-fix",
  "files",
  // Asked beside the files whenever they are: personal or regulated data is agreed on first (TH-22).
  "personal-data",
  "already-public",
  "exploited",
  "live-incident",
  // Asked beside a live incident whenever the policy keeps that signal.
  "product-used",
  "other-vendors",
  "already-reported",
  "tracking-ids",
  "publication-plan",
  "private-comments",
] as const;

export type ReportField = (typeof reportFields)[number];

/** Asked beside another field whenever that is asked, whether a policy lists them or not. */
export function fieldsAsked(policy: {
  readonly reportForm: { readonly fields: readonly ReportField[] };
  readonly liveIncident: { readonly raisesExploitationCheck: boolean };
}): readonly ReportField[] {
  const { fields } = policy.reportForm;
  const beside: Readonly<Partial<Record<ReportField, ReportField>>> = {
    credit: "credit-as",
    files: "personal-data",
    ...(policy.liveIncident.raisesExploitationCheck ? { "live-incident": "product-used" } : {}),
  };
  return [...new Set(fields.flatMap((field) => [field, beside[field] ?? field]))];
}

/** Required whatever a policy says; an e-mail may be replaced by a receipt code (VEN-22). */
export const requiredReportFields = ["email", "product", "description"] as const;
