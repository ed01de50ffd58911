/** What lists, feeds and indexes say of one published publication: its newest revision. */
import {
  type Advisory,
  highestSeverity,
  type PublicationType,
  type SeverityBand,
} from "./advisory.ts";
import type { UtcInstant } from "./utc-instant.ts";

export interface PublishedRevision {
  readonly id: string;
  readonly type: PublicationType;
  readonly title: string;
  readonly summary: string;
  readonly severity: SeverityBand | null;
  readonly revision: number;
  readonly initialReleaseDate: UtcInstant;
  readonly currentReleaseDate: UtcInstant;
  /** Relative to the CSAF directory: `2026/example-sa-2026-0001.json`. */
  readonly csafPath: string;
  /** The permanent address of the page. */
  readonly pageUrl: string;
}

/** What stands beside each CSAF document: its detached signature and its hashes. */
export const companionSuffixes = [".asc", ".sha256", ".sha512"] as const;

export function publishedRevisionOf(
  advisory: Advisory,
  addresses: { readonly csafPath: string; readonly pageUrl: string },
): PublishedRevision {
  const { id, type, title, summary, initialReleaseDate, currentReleaseDate } = advisory;
  return {
    id,
    type,
    title,
    summary,
    severity: highestSeverity(advisory),
    revision: advisory.revisions.length,
    initialReleaseDate,
    currentReleaseDate,
    ...addresses,
  };
}

/** Latest change first; equal instants by id, so that equal sets give equal bytes. */
export function newestFirst(revisions: readonly PublishedRevision[]): PublishedRevision[] {
  return [...revisions].sort(
    (a, b) => compared(b.currentReleaseDate, a.currentReleaseDate) || compared(a.id, b.id),
  );
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What every list and feed says of itself (VEN-32), unless the organisation words it otherwise. */
export const notComprehensive =
  "This is not a comprehensive list: it holds what was published under coordinated vulnerability " +
  "disclosure. Other vulnerabilities may be known and not be listed here.";
