/** provider-metadata.json of CSAF 2.0 §7.1.7: who publishes here, where, and with which keys. */
import type { AdvisoryPublisher } from "../../core/advisories/advisory.ts";
import type { UtcInstant } from "../../core/advisories/utc-instant.ts";
import { csafLayout } from "./csaf-layout.ts";

export interface ProviderMetadataOptions {
  /** The site's origin without a final slash. */
  readonly baseUrl: string;
  readonly publisher: AdvisoryPublisher;
  /** Every key that signs or signed a document that is still served. */
  readonly keys: readonly { readonly fingerprint: string; readonly url: string }[];
  /** What the feed is; the place to say that it is no comprehensive list (VEN-32). */
  readonly feedSummary: string;
  readonly lastUpdated: UtcInstant;
  readonly role: "csaf_publisher" | "csaf_provider" | "csaf_trusted_provider";
  readonly listOnAggregators?: boolean;
  readonly mirrorOnAggregators?: boolean;
}

/** The bytes of the metadata as text, keys in alphabetical order. */
export function providerMetadataOf(options: ProviderMetadataOptions): string {
  const { baseUrl, keys, publisher } = options;
  const metadata = {
    canonical_url: `${baseUrl}${csafLayout.providerMetadata}`,
    distributions: [
      { directory_url: `${baseUrl}${csafLayout.directory}` },
      {
        rolie: {
          categories: [`${baseUrl}${csafLayout.category}`],
          feeds: [
            {
              summary: options.feedSummary,
              tlp_label: "WHITE",
              url: `${baseUrl}${csafLayout.feed}`,
            },
          ],
          services: [`${baseUrl}${csafLayout.service}`],
        },
      },
    ],
    last_updated: options.lastUpdated,
    list_on_CSAF_aggregators: options.listOnAggregators ?? true,
    metadata_version: "2.0",
    mirror_on_CSAF_aggregators: options.mirrorOnAggregators ?? true,
    public_openpgp_keys: keys.map(({ fingerprint, url }) => ({
      fingerprint: fingerprint.toUpperCase(),
      url,
    })),
    publisher: {
      category: publisher.category,
      contact_details: publisher.contact,
      name: publisher.name,
      namespace: publisher.namespace,
    },
    role: options.role,
  };
  return `${JSON.stringify(metadata, null, 2)}\n`;
}
