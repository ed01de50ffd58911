/**
 * Reads the answer of GitHub's list of a repository's security advisories (REST API 2022-11-28), where
 * private vulnerability reports stand in the state "triage". Takes what it understands, and names what it does not.
 */
import { z } from "zod";
import type { OutsideReport } from "../../core/reports/outside-report.ts";

const text = z.string().nullish();

const advisory = z.object({
  ghsa_id: z.string().regex(/^GHSA(-[23456789cfghjmpqrvwx]{4}){3}$/),
  cve_id: text,
  html_url: text,
  summary: text,
  description: text,
  severity: text,
  state: z.string(),
  created_at: z.iso.datetime({ offset: true }),
  author: z.object({ login: z.string() }).nullish(),
  cvss: z.object({ vector_string: text }).nullish(),
  cwe_ids: z.array(z.string()).nullish(),
  vulnerabilities: z
    .array(
      z.object({
        package: z.object({ ecosystem: text, name: text }).nullish(),
        vulnerable_version_range: text,
      }),
    )
    .nullish(),
});

type Advisory = z.output<typeof advisory>;

/** Throws where the answer is no such list. */
export function readGithubAdvisories(body: Uint8Array): OutsideReport[] {
  const list = z.array(advisory).parse(JSON.parse(Buffer.from(body).toString("utf8")));
  return list.filter(({ state }) => state === "triage").map(reportOf);
}

function reportOf(found: Advisory): OutsideReport {
  const packages = found.vulnerabilities ?? [];
  return {
    site: "github",
    number: found.ghsa_id,
    url: httpsOnly(found.html_url),
    createdAt: new Date(found.created_at),
    title: found.summary ?? "",
    description: found.description ?? "",
    author: found.author?.login ?? null,
    product: packages[0]?.package?.name || null,
    versions: versionsOf(packages),
    severity: found.cvss?.vector_string || found.severity || null,
    cwe: found.cwe_ids?.join(", ") || null,
    cveId: found.cve_id || null,
  };
}

/** Of one package its range; of several, which may be other products, each under its name. */
function versionsOf(packages: NonNullable<Advisory["vulnerabilities"]>): string | null {
  const [first, ...others] = packages;
  if (others.length === 0) return first?.vulnerable_version_range || null;
  return packages
    .map((each) => [each.package?.name, each.vulnerable_version_range].filter(Boolean).join(" "))
    .filter(Boolean)
    .join("; ");
}

/** What a page shows as a link leads to a site, and runs nothing. */
function httpsOnly(url: string | null | undefined): string | null {
  return url && URL.canParse(url) && new URL(url).protocol === "https:" ? url : null;
}

/** The page after this one: RFC 8288, as GitHub writes it. */
export function nextPageOf(link: string | null): string | null {
  for (const part of (link ?? "").split(/,\s*(?=<)/)) {
    const [, url, rest = ""] = /^\s*<([^>]+)>(.*)$/.exec(part) ?? [];
    if (url && /;\s*rel="?next"?/.test(rest)) return url;
  }
  return null;
}
