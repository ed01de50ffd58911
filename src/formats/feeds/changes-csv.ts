/**
 * changes.csv of the CSAF directory (CSAF 2.0 §7.1.13): path and current release date, latest
 * first, no header, every field quoted as readers of 2.0 expect.
 */
import { newestFirst, type PublishedRevision } from "../../core/advisories/published-revision.ts";

export function changesCsvOf(revisions: readonly PublishedRevision[]): string {
  return newestFirst(revisions)
    .map(
      ({ csafPath, currentReleaseDate }) => `${quoted(csafPath)},${quoted(currentReleaseDate)}\n`,
    )
    .join("");
}

function quoted(field: string): string {
  return `"${field.replaceAll('"', '""')}"`;
}
