/**
 * CSAF 2.0 §6.1.21: sorted by date, the (major) versions start at 0 or 1 and leave none out.
 * Revisions of one instant are ordered by version; the library would find a gap there.
 */
import { Temporal } from "temporal-polyfill";
import type { Finding } from "../../../core/finding.ts";
import type { TrackedDocument } from "./tracked-document.ts";

export function missingItemInRevisionHistory({ document }: TrackedDocument): Finding[] {
  const path = "/document/tracking/revision_history";
  const majors = document.tracking.revision_history
    .map(({ date, number }) => ({
      at: Temporal.Instant.from(date),
      major: Number.parseInt(number, 10),
    }))
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at) || a.major - b.major)
    .map(({ major }) => major);
  const [first = 1] = majors;
  const start: Finding[] =
    first > 1
      ? [{ rule: "6.1.21", path, message: "The history starts with neither 0 nor 1." }]
      : [];
  const gaps = majors.flatMap((major, index): Finding[] => {
    const highest = Math.max(first, ...majors.slice(0, index));
    return major > highest + 1
      ? [{ rule: "6.1.21", path, message: `Version ${highest + 1} is missing before ${major}.` }]
      : [];
  });
  return [...start, ...gaps];
}
