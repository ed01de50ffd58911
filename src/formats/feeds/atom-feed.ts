/** The Atom feed of the publications (RFC 4287) for people's readers. Plain text only, no markup. */
import { publicationTypes } from "../../core/advisories/advisory.ts";
import { newestFirst, type PublishedRevision } from "../../core/advisories/published-revision.ts";
import type { UtcInstant } from "../../core/advisories/utc-instant.ts";
import { xmlText } from "./xml-text.ts";

export interface AtomFeedOptions {
  readonly title: string;
  /** What the feed is; the place to say that it is no comprehensive list (VEN-32). */
  readonly subtitle: string;
  /** The feed's own address; also its id, so it must never change. */
  readonly feedUrl: string;
  /** The page that shows the same list. */
  readonly pageUrl: string;
  readonly author: string;
  readonly updated: UtcInstant;
}

/** The feed, latest change first. An entry's id is its permanent address; `updated` moves. */
export function atomFeedOf(
  revisions: readonly PublishedRevision[],
  { title, subtitle, feedUrl, pageUrl, author, updated }: AtomFeedOptions,
): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `  <id>${xmlText(feedUrl)}</id>`,
    `  <title>${xmlText(title)}</title>`,
    `  <subtitle>${xmlText(subtitle)}</subtitle>`,
    `  <updated>${updated}</updated>`,
    `  <author><name>${xmlText(author)}</name></author>`,
    `  <link rel="self" type="application/atom+xml" href="${xmlText(feedUrl)}"/>`,
    `  <link rel="alternate" type="text/html" href="${xmlText(pageUrl)}"/>`,
    ...newestFirst(revisions).map(entryOf),
    "</feed>",
    "",
  ].join("\n");
}

function entryOf(revision: PublishedRevision): string {
  const { id, type, title, summary, pageUrl } = revision;
  const { name } = publicationTypes[type];
  return [
    "  <entry>",
    `    <id>${xmlText(pageUrl)}</id>`,
    `    <title>${xmlText(`${id}: ${title}`)}</title>`,
    `    <published>${revision.initialReleaseDate}</published>`,
    `    <updated>${revision.currentReleaseDate}</updated>`,
    `    <link rel="alternate" type="text/html" href="${xmlText(pageUrl)}"/>`,
    `    <category term="${xmlText(type)}" label="${xmlText(name)}"/>`,
    `    <summary>${xmlText(summary)}</summary>`,
    "  </entry>",
  ].join("\n");
}
