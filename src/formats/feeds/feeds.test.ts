import fc from "fast-check";
import { expect, test } from "vitest";
import { anAdvisory } from "../../../test/support/advisories.ts";
import { anyPublishedSet } from "../../../test/support/published-revisions.ts";
import {
  notComprehensive,
  type PublishedRevision,
  publishedRevisionOf,
} from "../../core/advisories/published-revision.ts";
import { atomFeedOf } from "./atom-feed.ts";
import { changesCsvOf } from "./changes-csv.ts";
import { directoryListingOf } from "./directory-listing.ts";
import { indexTxtOf } from "./index-txt.ts";
import { rolieCategoriesOf, rolieFeedOf, rolieServiceOf } from "./rolie-feed.ts";

const updated = "2026-03-02T09:00:00.000Z";
const directoryUrl = "https://psirt.example/.well-known/csaf/white/";
const rolie = (revisions: PublishedRevision[]) =>
  JSON.parse(
    rolieFeedOf(revisions, {
      title: "Example Corp publications",
      feedUrl: `${directoryUrl}csaf-feed-tlp-white.json`,
      serviceUrl: "https://psirt.example/.well-known/csaf/service.json",
      directoryUrl,
      updated,
    }),
  ).feed;

const atom = (revisions: PublishedRevision[]) =>
  atomFeedOf(revisions, {
    title: "Example Corp publications",
    subtitle: notComprehensive,
    feedUrl: "https://psirt.example/publications.atom",
    pageUrl: "https://psirt.example/publications",
    author: "Example Corp PSIRT",
    updated,
  });

const one = publishedRevisionOf(anAdvisory(), {
  csafPath: "2026/example-sa-2026-0001.json",
  pageUrl: "https://psirt.example/publications/EXAMPLE-SA-2026-0001",
});

test("index, changes, feed and listing name the same set of documents", () => {
  fc.assert(
    fc.property(anyPublishedSet, (revisions) => {
      const paths = revisions.map(({ csafPath }) => csafPath).sort();
      const changes = changesCsvOf(revisions).split("\n").slice(0, -1);
      const entries = rolie(revisions).entry as { content: { src: string } }[];
      const listed = directoryListingOf(revisions).flatMap(({ year, documents }) =>
        documents.map(({ files }) => `${year}/${files[0]}`),
      );
      expect(indexTxtOf(revisions).split("\n").slice(0, -1)).toEqual(paths);
      expect(changes.map((line) => JSON.parse(`[${line}]`)[0]).sort()).toEqual(paths);
      expect(entries.map(({ content }) => content.src.replace(directoryUrl, "")).sort()).toEqual(
        paths,
      );
      expect(listed.sort()).toEqual(paths);
    }),
  );
});

test("changes and feeds are newest first and carry the documents' dates", () => {
  fc.assert(
    fc.property(anyPublishedSet, (revisions) => {
      const dates = revisions
        .map(({ currentReleaseDate }) => currentReleaseDate)
        .sort()
        .reverse();
      const changes = changesCsvOf(revisions).split("\n").slice(0, -1);
      const entries = rolie(revisions).entry as { updated: string }[];
      const atomDates = [...atom(revisions).matchAll(/^ {4}<updated>(.*)<\/updated>$/gm)];
      expect(changes.map((line) => JSON.parse(`[${line}]`)[1])).toEqual(dates);
      expect(entries.map((entry) => entry.updated)).toEqual(dates);
      expect(atomDates.map(([, date]) => date)).toEqual(dates);
    }),
  );
});

test("the order of publishing changes no byte of any file", () => {
  fc.assert(
    fc.property(anyPublishedSet, (revisions) => {
      const reversed = [...revisions].reverse();
      expect(indexTxtOf(reversed)).toBe(indexTxtOf(revisions));
      expect(changesCsvOf(reversed)).toBe(changesCsvOf(revisions));
      expect(rolie(reversed)).toEqual(rolie(revisions));
      expect(atom(reversed)).toBe(atom(revisions));
    }),
  );
});

test("every ROLIE entry links the document, both hashes and the signature", () => {
  expect(rolie([one]).entry[0].link).toEqual([
    { rel: "self", href: `${directoryUrl}2026/example-sa-2026-0001.json` },
    { rel: "hash", href: `${directoryUrl}2026/example-sa-2026-0001.json.sha256` },
    { rel: "hash", href: `${directoryUrl}2026/example-sa-2026-0001.json.sha512` },
    { rel: "signature", href: `${directoryUrl}2026/example-sa-2026-0001.json.asc` },
  ]);
});

test("the ROLIE feed has what checkers demand: id, self first, category, schema; also when empty", () => {
  for (const feed of [rolie([]), rolie([one])]) {
    expect(feed.id).toMatch(/^[a-zA-Z0-9+\-_.]+$/);
    expect(feed.link[0]).toEqual({
      rel: "self",
      href: expect.stringMatching(/^https:\/\/.+\.json$/),
    });
    expect(feed.category[0]).toEqual({
      scheme: "urn:ietf:params:rolie:category:information-type",
      term: "csaf",
    });
    expect(feed).toMatchObject({ title: expect.stringContaining("TLP:WHITE"), updated });
  }
  expect(rolie([]).entry).toEqual([]);
  expect(rolie([one]).entry[0].format).toEqual({
    schema: "https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json",
    version: "2.0",
  });
});

test("the service document leads to the feed, the category document names the products", () => {
  const feedUrl = `${directoryUrl}csaf-feed-tlp-white.json`;
  const service = JSON.parse(rolieServiceOf({ title: "Example Corp publications", feedUrl }));
  expect(service.service.workspace[0].collection[0].href).toBe(feedUrl);
  expect(JSON.parse(rolieCategoriesOf([anAdvisory(), anAdvisory()]))).toEqual({
    categories: { category: [{ term: "Router OS" }] },
  });
});

test("[VEN-32] the Atom feed says that it is no comprehensive list", () => {
  expect(atom([])).toContain(`<subtitle>${notComprehensive}</subtitle>`);
});

test("an Atom entry keeps its id and gives title, type, dates and address", () => {
  expect(atom([one])).toContain(
    [
      "  <entry>",
      "    <id>https://psirt.example/publications/EXAMPLE-SA-2026-0001</id>",
      "    <title>EXAMPLE-SA-2026-0001: Out-of-bounds write in Router OS</title>",
      "    <published>2026-03-02T09:00:00.000Z</published>",
      "    <updated>2026-03-02T09:00:00.000Z</updated>",
      '    <link rel="alternate" type="text/html" href="https://psirt.example/publications/EXAMPLE-SA-2026-0001"/>',
      '    <category term="SA" label="Security Advisory"/>',
    ].join("\n"),
  );
});

test("whatever a title holds, the Atom feed is legal XML and adds no element", () => {
  fc.assert(
    fc.property(anyPublishedSet, (revisions) => {
      const xml = atom(revisions);
      const illegal = /[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
      expect(xml).not.toMatch(illegal);
      expect(xml.isWellFormed()).toBe(true);
      expect(xml).not.toMatch(/&(?!(amp|lt|gt|quot|apos|#13);)/);
      const harmless = revisions.map((each) => ({ ...each, title: "x", summary: "x" }));
      const tags = (text: string) => text.match(/<[^>]*>/g)?.length;
      expect(tags(xml)).toBe(tags(atom(harmless)));
    }),
  );
});

test("files of the directory stand with their signature and hashes, newest year first", () => {
  const older = { ...one, id: "EXAMPLE-SA-2025-0009", csafPath: "2025/example-sa-2025-0009.json" };
  const [first, second] = directoryListingOf([older, one]);
  expect([first?.year, second?.year]).toEqual(["2026", "2025"]);
  expect(first?.documents[0]?.files).toEqual([
    "example-sa-2026-0001.json",
    "example-sa-2026-0001.json.asc",
    "example-sa-2026-0001.json.sha256",
    "example-sa-2026-0001.json.sha512",
  ]);
});
