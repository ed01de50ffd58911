/** What the pages of exports call fields, sites and dates. */
import {
  type ExportField,
  type ExportReading,
  type ExportSite,
  exportSites,
} from "../../core/imports/export-columns.ts";
import type { DateOrder } from "../../core/imports/written-instant.ts";
import { siteTitle } from "../../core/reports/outside-report.ts";

export const fieldWords: Readonly<Record<ExportField, { label: string; help?: string }>> = {
  number: {
    label: "Its number or name there",
    help: "Tells each report from all others: by it a report is taken once.",
  },
  title: { label: "Title" },
  description: { label: "Description" },
  reported: { label: "When it was reported" },
  author: { label: "Who reported it", help: "The handle or name; it goes to the vault." },
  email: { label: "Their e-mail address", help: "Read only where the reports are answered by us." },
  product: { label: "Product or target" },
  version: { label: "Version" },
  severity: { label: "Severity", help: "A word, a number or a CVSS vector." },
  weakness: { label: "Weakness (CWE)" },
  cve: { label: "CVE ids" },
  url: { label: "Its address there", help: "An https link." },
  state: { label: "Its state there" },
};

export const siteOptions = exportSites.map((site: ExportSite) => ({
  value: site,
  label: site === "other" ? "Another site" : siteTitle({ site }),
}));

export const orderOptions: readonly { value: DateOrder; label: string }[] = [
  { value: "year-first", label: "The year first: 2026-03-31" },
  { value: "day-first", label: "The day first: 31/03/2026" },
  { value: "month-first", label: "The month first: 03/31/2026" },
];

export function siteOf({ site, siteName }: ExportReading): string {
  return siteName === null ? siteTitle({ site }) : siteTitle({ site, siteName });
}
