/**
 * A report that lies at another site, such as a private report of a code host, as a report of ours. It is
 * answered there: nothing here is ever sent to its author.
 */
import { type OutsideReference, typedReference } from "../mail/outside-references.ts";
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
  /** Of site "other": what people call it. */
  readonly siteName?: string;
  /** In that site's word. */
  readonly state?: string;
  /** Its author's address, where we answer and not the site. */
  readonly answerTo?: string;
}

/** As the report form's schema has them. */
const shortMax = 500;
const longMax = 50_000;

/** `fallback` names the product where the site does not; `seenAt` is when it was read there. */
export function arrivalOfOutside(report: OutsideReport, fallback: string, seenAt: Date): Arrival {
  const { site, number, url, siteName, state, answerTo } = report;
  const fields: Partial<Record<ReportField, string | null>> = {
    product: report.product ?? fallback,
    version: report.versions,
    description: cut([report.title, report.description].filter(Boolean).join("\n\n"), longMax),
    "suggested-severity": report.severity,
    cwe: report.cwe,
    "tracking-ids": [number, report.cveId].filter(Boolean).join(", "),
    name: report.author,
    email: answerTo ?? null,
  };
  const given = Object.entries(fields).flatMap(([name, value]) =>
    value ? [[name, name === "description" ? value : cut(value, shortMax)]] : [],
  );
  return {
    fields: Object.fromEntries(given),
    files: [],
    language: "en",
    // Nobody holds a code of ours: what is written here waits for a person to carry it there.
    answersBy: answerTo === undefined ? "portal" : "mail",
    undertakings: null,
    ...nothingOfMail,
    attemptedAt: report.createdAt.toISOString(),
    elsewhere: {
      ...{ site, number, url },
      ...(siteName === undefined ? {} : { siteName }),
      ...(state === undefined ? {} : { state: { word: state, seenAt: seenAt.toISOString() } }),
      ...(answerTo === undefined ? {} : { answeredHere: true }),
    },
  };
}

const titles = {
  github: "GitHub",
  hackerone: "HackerOne",
  bugcrowd: "Bugcrowd",
  intigriti: "Intigriti",
  yeswehack: "YesWeHack",
} as const;

/** As people call the site. */
export function siteTitle({ site, siteName }: Pick<Elsewhere, "site" | "siteName">): string {
  return site === "other" ? (siteName ?? "another site") : titles[site];
}

/** What staff find it by; undefined where its number is too long or too short for a name. */
export function referenceElsewhere(of: Elsewhere): OutsideReference | undefined {
  const { site, number } = of;
  if (site === "github") return { issuer: "ghsa", text: number };
  if (site === "hackerone") return { issuer: "hackerone", text: `HackerOne #${number}` };
  // A bare number could be anybody's.
  return typedReference(/^\d+$/.test(number) ? `${siteTitle(of)} #${number}` : number);
}

/** The same report, however often it is read: what makes it one. */
export function markOfOutside({
  site,
  siteName,
  number,
}: Pick<OutsideReport, "site" | "siteName" | "number">): string {
  const where = site === "other" ? `other ${(siteName ?? "").toLowerCase()}` : site;
  return `outside ${where} ${number.toUpperCase()}`;
}

function cut(text: string, max: number): string {
  const says = "\n\n(The text goes on at the site that it comes from.)";
  return text.length <= max ? text : `${text.slice(0, max - says.length)}${says}`;
}
