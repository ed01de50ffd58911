/**
 * Asks a site for the open reports that lie there: GitHub for private vulnerability reports, HackerOne for
 * the reports of a programme. Only reads; its token goes to the host of the settings and to no other.
 */
import type { OutsideReport } from "../../core/reports/outside-report.ts";
import {
  nextPageOf,
  readGithubAdvisories,
} from "../../formats/outside-reports/github-advisories.ts";
import { readHackeroneReports } from "../../formats/outside-reports/hackerone-reports.ts";
import type { makeOutgoingFetch, OutgoingAnswer } from "../../lib/outgoing-fetch.ts";

export type OutsideSource = {
  /** What it is known by in the log and in the settings: a repository, a programme. */
  readonly name: string;
  /** Scheme and host of the API, without a slash at its end. */
  readonly url: string;
  /** Whether the settings name that host, which may lie in the organisation's network then. */
  readonly isOurs: boolean;
  readonly token: string;
} & (
  | { readonly site: "github"; readonly repository: string }
  | { readonly site: "hackerone"; readonly program: string; readonly user: string }
);

/** Reports that came in since, the oldest first; those of the very instant come again. */
export type ReadSource = (source: OutsideSource, since: Date | null) => Promise<OutsideReport[]>;

/** A hundred reports each: more than that a team does not leave open. */
const pagesMax = 20;
const limits = { withinMs: 30_000, bytesMax: 16 * 1024 * 1024 };

/** Why a source could not be read: a code for the log, never what was answered. */
class SourceProblem extends Error {
  override readonly name = "SourceProblem";
}

export function sourceReader(ask: ReturnType<typeof makeOutgoingFetch>): ReadSource {
  return async (source, since) => {
    const found: OutsideReport[] = [];
    let page: string | null = firstPage(source, since);
    for (let count = 0; page !== null && count < pagesMax; count += 1) {
      const answer = await ask(page, { ...limits, ...hostsOf(source), headers: headersOf(source) });
      if (answer.status !== 200) throw new SourceProblem(`answered ${answer.status}`);
      const { reports, next } = pageOf(source, answer);
      found.push(...reports);
      page = next === null ? null : ownPage(source, next);
    }
    return found
      .filter(({ createdAt }) => since === null || createdAt >= since)
      .toSorted((one, other) => +one.createdAt - +other.createdAt);
  };
}

/** The oldest first, so that a turn that ends early leaves no gap behind it. */
function firstPage(source: OutsideSource, since: Date | null): string {
  if (source.site === "github") {
    const query = { state: "triage", sort: "created", direction: "asc", per_page: "100" };
    return `${source.url}/repos/${source.repository}/security-advisories?${new URLSearchParams(query)}`;
  }
  const query = new URLSearchParams([
    ["filter[program][]", source.program],
    ["filter[state][]", "new"],
    ["filter[state][]", "triaged"],
    // A second before: what came within the same one is asked for again.
    ...(since ? [["filter[created_at__gt]", new Date(+since - 1_000).toISOString()]] : []),
    ["sort", "reports.created_at"],
    ["page[size]", "100"],
  ]);
  return `${source.url}/v1/reports?${query}`;
}

function headersOf(source: OutsideSource): Record<string, string> {
  const agent = { "user-agent": "Parley" };
  if (source.site === "github") {
    return {
      ...agent,
      accept: "application/vnd.github+json",
      authorization: `Bearer ${source.token}`,
      "x-github-api-version": "2022-11-28",
    };
  }
  const basic = Buffer.from(`${source.user}:${source.token}`).toString("base64");
  return { ...agent, accept: "application/json", authorization: `Basic ${basic}` };
}

function hostsOf({ url, isOurs }: OutsideSource) {
  const { host, protocol } = new URL(url);
  return isOurs ? { ours: [host], plain: protocol === "http:" } : {};
}

function pageOf(
  { site }: OutsideSource,
  { body, headers }: OutgoingAnswer,
): { reports: OutsideReport[]; next: string | null } {
  try {
    return site === "github"
      ? { reports: readGithubAdvisories(body), next: nextPageOf(headers.get("link")) }
      : readHackeroneReports(body);
  } catch {
    // What could not be read may hold a report: the log learns that it was so, and no more.
    throw new SourceProblem("answered in a form that is not understood");
  }
}

/** A page on another host would be given the token. */
function ownPage({ url }: OutsideSource, next: string): string {
  const page = new URL(next, url);
  if (page.origin !== new URL(url).origin) throw new SourceProblem("leads to another host");
  return page.href;
}
