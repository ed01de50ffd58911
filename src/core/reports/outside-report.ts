/**
 * A report that lies at another site, such as a private report of a code host, as a report of ours. It is
 * answered there: nothing here is ever sent to its author.
 */
import type { OutsideReference } from "../mail/outside-references.ts";
import type { ReportField } from "../policy/report-form.ts";
import type { Arrival, Elsewhere } from "./arrival.ts";
import { nothingOfMail } from "./nothing-of-mail.ts";

export interface OutsideReport {
  readonly site: Elsewhere["site"];
  /** What the site calls it: GHSA-xxxx-xxxx-xxxx, or the number of a report. */
  readonly number: string;
  /** Where it is read and answered; null where the site names no https address. */
  readonly url: string | null;
  readonly createdAt: Date;
  readonly title: string;
  readonly description: string;
  /** The handle of its author there; null where the site does not say. */
  readonly author: string | null;
  readonly product: string | null;
  readonly versions: string | null;
  /** A word, or a CVSS vector. */
  readonly severity: string | null;
  readonly cwe: string | null;
  readonly cveId: string | null;
}

/** As the report form's schema has them. */
const shortMax = 500;
const longMax = 50_000;

/** `fallback` names the product where the site does not. */
export function arrivalOfOutside(report: OutsideReport, fallback: string): Arrival {
  const { site, number, url } = report;
  const fields: Partial<Record<ReportField, string | null>> = {
    product: report.product ?? fallback,
    version: report.versions,
    description: cut([report.title, report.description].filter(Boolean).join("\n\n"), longMax),
    "suggested-severity": report.severity,
    cwe: report.cwe,
    "tracking-ids": [number, report.cveId].filter(Boolean).join(", "),
    name: report.author,
  };
  const given = Object.entries(fields).flatMap(([name, value]) =>
    value ? [[name, name === "description" ? value : cut(value, shortMax)]] : [],
  );
  return {
    fields: Object.fromEntries(given),
    files: [],
    language: "en",
    // Nobody holds a code of ours: what is written here waits for a person to carry it there.
    answersBy: "portal",
    undertakings: null,
    ...nothingOfMail,
    attemptedAt: report.createdAt.toISOString(),
    elsewhere: { site, number, url },
  };
}

/** What staff find it by. */
export function referenceElsewhere({ site, number }: Elsewhere): OutsideReference {
  return site === "github"
    ? { issuer: "ghsa", text: number }
    : { issuer: "hackerone", text: `HackerOne #${number}` };
}

/** The same report, however often it is read: what makes it one. */
export function markOfOutside({ site, number }: Pick<OutsideReport, "site" | "number">): string {
  return `outside ${site} ${number.toUpperCase()}`;
}

function cut(text: string, max: number): string {
  const says = "\n\n(The text goes on at the site that it comes from.)";
  return text.length <= max ? text : `${text.slice(0, max - says.length)}${says}`;
}
