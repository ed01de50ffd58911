/** Makes the first and the following revisions of a publication. What was published stays as it was. */
import { Refusal } from "../refusal.ts";
import type { Advisory, AdvisoryContent } from "./advisory.ts";
import type { UtcInstant } from "./utc-instant.ts";

/** When a revision is released, and what it says about itself in the revision history. */
export interface Release {
  readonly date: UtcInstant;
  readonly summary: string;
}

/** Revision 1 of a publication. */
export function firstRevision(content: AdvisoryContent, { date, summary }: Release): Advisory {
  return {
    ...content,
    revisions: [{ number: 1, date, summary }],
    initialReleaseDate: date,
    currentReleaseDate: date,
  };
}

/**
 * The next revision, its content replaced whole by `content`; the history is kept and grows by one.
 * Refuses another id or type (`advisory.identity-fixed`: readers would follow a dead document) and
 * a date that is not later than the last (`advisory.date-not-later`: equal dates have no order).
 */
export function revise(
  published: Advisory,
  content: AdvisoryContent,
  { date, summary }: Release,
): Advisory {
  if (content.id !== published.id || content.type !== published.type) {
    throw new Refusal("advisory.identity-fixed", { id: published.id });
  }
  if (date <= published.currentReleaseDate) {
    throw new Refusal("advisory.date-not-later", { last: published.currentReleaseDate });
  }
  const number = published.revisions.length + 1;
  return {
    ...content,
    revisions: [...published.revisions, { number, date, summary }],
    initialReleaseDate: published.initialReleaseDate,
    currentReleaseDate: date,
  };
}

/**
 * The start of an advisory from a notice, once there is more to say: a new id in the advisories'
 * series, all content, and the link back. The notice stays published under its own id.
 */
export function advisoryFromNotice(
  notice: Advisory,
  id: string,
  noticeUrl: string,
): AdvisoryContent {
  if (notice.type !== "SN") throw new Refusal("advisory.not-a-notice", { id: notice.id });
  const { revisions: _, initialReleaseDate: __, currentReleaseDate: ___, ...content } = notice;
  return { ...content, id, type: "SA", convertedFrom: { id: notice.id, url: noticeUrl } };
}
