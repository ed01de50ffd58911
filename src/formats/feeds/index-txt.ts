/** index.txt of the CSAF directory (CSAF 2.0 §7.1.12): every document's path, one a line, sorted. */
import type { PublishedRevision } from "../../core/advisories/published-revision.ts";

export function indexTxtOf(revisions: readonly PublishedRevision[]): string {
  return revisions
    .map(({ csafPath }) => `${csafPath}\n`)
    .sort()
    .join("");
}
