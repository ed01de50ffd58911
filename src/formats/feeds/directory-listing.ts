/** What the pages of the CSAF directory list (CSAF 2.0 §7.1.14). Data for a page, no markup. */
import {
  companionSuffixes,
  newestFirst,
  type PublishedRevision,
} from "../../core/advisories/published-revision.ts";

export interface ListedDocument {
  readonly revision: PublishedRevision;
  /** The document, then its signature and hashes; relative to the year's folder. */
  readonly files: readonly string[];
}

export interface ListedYear {
  readonly year: string;
  readonly documents: readonly ListedDocument[];
}

/** Newest year first, and within it the latest change first. */
export function directoryListingOf(revisions: readonly PublishedRevision[]): ListedYear[] {
  const years = Map.groupBy(newestFirst(revisions), ({ csafPath }) => folderOf(csafPath));
  return [...years]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([year, ofYear]) => ({ year, documents: ofYear.map(listed) }));
}

function listed(revision: PublishedRevision): ListedDocument {
  const file = revision.csafPath.slice(folderOf(revision.csafPath).length + 1);
  const files = ["", ...companionSuffixes].map((suffix) => `${file}${suffix}`);
  return { revision, files };
}

function folderOf(csafPath: string): string {
  return csafPath.slice(0, csafPath.indexOf("/"));
}
