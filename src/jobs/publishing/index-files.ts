/** Computes everything that lists the published set: feeds, indexes, directory pages, metadata, keys. */
import type { Advisory } from "../../core/advisories/advisory.ts";
import {
  notComprehensive,
  type PublishedRevision,
  publishedRevisionOf,
} from "../../core/advisories/published-revision.ts";
import { utcInstant } from "../../core/advisories/utc-instant.ts";
import { inLanguage } from "../../core/policy/text.ts";
import { csafKeyPath, csafLayout, csafPathOf } from "../../formats/csaf/csaf-layout.ts";
import { providerMetadataOf } from "../../formats/csaf/provider-metadata.ts";
import { atomFeedOf } from "../../formats/feeds/atom-feed.ts";
import { changesCsvOf } from "../../formats/feeds/changes-csv.ts";
import { directoryListingOf } from "../../formats/feeds/directory-listing.ts";
import { indexTxtOf } from "../../formats/feeds/index-txt.ts";
import { rolieCategoriesOf, rolieFeedOf, rolieServiceOf } from "../../formats/feeds/rolie-feed.ts";
import { directoryHtml } from "../../formats/html/csaf-directory-page.tsx";
import { publicSite } from "../../formats/html/public-site.ts";
import type { PublishedFile } from "../../store/publications/published-file.ts";
import { fileOf, pageUrlOf, type SetOptions } from "./publication-files.ts";

/** Indexes over all publications of the set; made anew at each publication. */
export function indexFiles(advisories: readonly Advisory[], options: SetOptions): PublishedFile[] {
  const revisions = advisories.map((advisory) =>
    publishedRevisionOf(advisory, {
      csafPath: csafPathOf(advisory),
      pageUrl: pageUrlOf(advisory, options.baseUrl),
    }),
  );
  return [
    ...options.keys.map((key) =>
      fileOf(csafKeyPath(key.fingerprint), "application/pgp-keys", key.armored),
    ),
    ...directoryFiles(revisions, options),
    fileOf(csafLayout.index, "text/plain; charset=utf-8", indexTxtOf(revisions)),
    fileOf(csafLayout.changes, "text/csv; charset=utf-8", changesCsvOf(revisions)),
    ...rolieFiles(advisories, revisions, options),
    fileOf("/publications.atom", "application/atom+xml; charset=utf-8", atom(revisions, options)),
    fileOf(csafLayout.providerMetadata, "application/json", metadata(options)),
  ];
}

function rolieFiles(
  advisories: readonly Advisory[],
  revisions: readonly PublishedRevision[],
  options: SetOptions,
): PublishedFile[] {
  const { baseUrl } = options;
  const title = titleOf(options);
  const feedUrl = `${baseUrl}${csafLayout.feed}`;
  const feed = rolieFeedOf(revisions, {
    title,
    feedUrl,
    serviceUrl: `${baseUrl}${csafLayout.service}`,
    directoryUrl: `${baseUrl}${csafLayout.directory}`,
    updated: utcInstant(options.now.toISOString()),
  });
  return [
    fileOf(csafLayout.feed, "application/json", feed),
    fileOf(csafLayout.service, "application/json", rolieServiceOf({ title, feedUrl })),
    fileOf(csafLayout.category, "application/json", rolieCategoriesOf(advisories)),
  ];
}

/** One page per year and one above them (CSAF 2.0 section 7.1.14). */
function directoryFiles(
  revisions: readonly PublishedRevision[],
  options: SetOptions,
): PublishedFile[] {
  const years = directoryListingOf(revisions);
  const site = publicSite(options.policy);
  const html = "text/html; charset=utf-8";
  return [
    fileOf(csafLayout.directory, html, directoryHtml(site, years, null)),
    ...years.map((each) =>
      fileOf(`${csafLayout.directory}${each.year}/`, html, directoryHtml(site, [each], each.year)),
    ),
  ];
}

function atom(revisions: readonly PublishedRevision[], options: SetOptions): string {
  return atomFeedOf(revisions, {
    title: titleOf(options),
    subtitle: statementOf(options),
    feedUrl: `${options.baseUrl}/publications.atom`,
    pageUrl: `${options.baseUrl}/publications`,
    author: options.policy.organisation.teamName,
    updated: utcInstant(options.now.toISOString()),
  });
}

function metadata(options: SetOptions): string {
  const { policy, baseUrl } = options;
  return providerMetadataOf({
    baseUrl,
    publisher: {
      category: policy.roles.includes("vendor") ? "vendor" : "coordinator",
      name: policy.organisation.teamName,
      namespace: baseUrl,
      contact: policy.channels.reportAddress,
    },
    keys: options.keys.map(({ fingerprint }) => ({
      fingerprint,
      url: `${baseUrl}${csafKeyPath(fingerprint)}`,
    })),
    feedSummary: statementOf(options),
    lastUpdated: utcInstant(options.now.toISOString()),
    role: "csaf_trusted_provider",
  });
}

function titleOf({ policy }: SetOptions): string {
  return `${policy.organisation.name} security publications`;
}

/** That the list is not comprehensive (VEN-32), in the policy's words where it has some. */
function statementOf({ policy }: SetOptions): string {
  const own = inLanguage(policy.disclosure.notComprehensiveText, policy.languages[0] ?? "en");
  return own === "" ? notComprehensive : own;
}
