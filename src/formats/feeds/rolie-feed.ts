/**
 * The ROLIE feed of the public CSAF documents (RFC 8322 as JSON, CSAF 2.0 §7.1.15), and the
 * service and category documents that lead to it. All documents of one TLP label are in one feed.
 */
import type { AdvisoryContent } from "../../core/advisories/advisory.ts";
import { newestFirst, type PublishedRevision } from "../../core/advisories/published-revision.ts";
import type { UtcInstant } from "../../core/advisories/utc-instant.ts";
import { characterData } from "./xml-text.ts";

export interface RolieFeedOptions {
  /** `Example Corp publications`; the label is added. */
  readonly title: string;
  readonly feedUrl: string;
  readonly serviceUrl: string;
  /** The CSAF directory, with its final slash. */
  readonly directoryUrl: string;
  /** When the published set last changed. */
  readonly updated: UtcInstant;
}

const csafCategory = {
  scheme: "urn:ietf:params:rolie:category:information-type",
  term: "csaf",
} as const;

/** The feed, latest change first; it may be empty, but it always exists. */
export function rolieFeedOf(
  revisions: readonly PublishedRevision[],
  { title, feedUrl, serviceUrl, directoryUrl, updated }: RolieFeedOptions,
): string {
  return jsonText({
    feed: {
      id: "csaf-feed-tlp-white",
      title: `${title} (TLP:WHITE)`,
      // Self first: checkers take the first link for the feed's own address.
      link: [
        { rel: "self", href: feedUrl },
        { rel: "service", href: serviceUrl },
      ],
      category: [csafCategory],
      updated,
      entry: newestFirst(revisions).map((revision) => entryOf(revision, directoryUrl)),
    },
  });
}

function entryOf(revision: PublishedRevision, directoryUrl: string) {
  const url = `${directoryUrl}${revision.csafPath}`;
  return {
    id: revision.id,
    title: characterData(revision.title),
    link: [
      { rel: "self", href: url },
      { rel: "hash", href: `${url}.sha256` },
      { rel: "hash", href: `${url}.sha512` },
      { rel: "signature", href: `${url}.asc` },
    ],
    published: revision.initialReleaseDate,
    updated: revision.currentReleaseDate,
    summary: { content: characterData(revision.summary) },
    content: { type: "application/json", src: url },
    format: {
      schema: "https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json",
      version: "2.0",
    },
  };
}

/** The service document: which feeds there are (CSAF 2.0 §7.1.16). */
export function rolieServiceOf({
  title,
  feedUrl,
}: Pick<RolieFeedOptions, "title" | "feedUrl">): string {
  const collection = {
    title: `${title} (TLP:WHITE)`,
    href: feedUrl,
    categories: { category: [csafCategory] },
  };
  return jsonText({ service: { workspace: [{ title, collection: [collection] }] } });
}

/** The category document: the products that the feed speaks of (CSAF 2.0 §7.1.17). */
export function rolieCategoriesOf(
  advisories: readonly Pick<AdvisoryContent, "products">[],
): string {
  const names = advisories.flatMap(({ products }) => products.map(({ name }) => name));
  const category = [...new Set(names)].sort().map((term) => ({ term: characterData(term) }));
  return jsonText({ categories: { category } });
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
