/** Arbitrary sets of published revisions, as feeds and indexes list them. */
import fc from "fast-check";
import type { PublishedRevision } from "../../src/core/advisories/published-revision.ts";
import { utcInstant, utcYear } from "../../src/core/advisories/utc-instant.ts";
import { csafFileName } from "../../src/formats/csaf/csaf-file-name.ts";

const instant = fc
  .integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) })
  .map((at) => utcInstant(new Date(at).toISOString()));

const text = fc.oneof(fc.string({ unit: "binary" }), fc.string(), fc.constant("<b>&\u0000\ud800"));

/** One publication; a few dates are equal on purpose. */
const revision = fc
  .record({
    number: fc.integer({ min: 1, max: 9999 }),
    type: fc.constantFrom("SA" as const, "SN" as const),
    title: text,
    summary: text,
    severity: fc.constantFrom("low" as const, "critical" as const, null),
    revision: fc.integer({ min: 1, max: 9 }),
    dates: fc.tuple(
      fc.oneof(instant, fc.constant(utcInstant("2026-03-02T09:00:00Z"))),
      fc.oneof(instant, fc.constant(utcInstant("2026-03-02T09:00:00Z"))),
    ),
  })
  .map(({ number, dates, ...rest }): PublishedRevision => {
    const id = `EXAMPLE-${rest.type}-2026-${number}`;
    const [initialReleaseDate, currentReleaseDate] = dates.sort();
    return {
      ...rest,
      id,
      initialReleaseDate,
      currentReleaseDate,
      csafPath: `${utcYear(initialReleaseDate)}/${csafFileName(id)}`,
      pageUrl: `https://psirt.example/publications/${id}`,
    };
  });

export const anyPublishedSet: fc.Arbitrary<PublishedRevision[]> = fc.uniqueArray(revision, {
  maxLength: 8,
  selector: ({ id }) => id,
});
