/** Where the files of the CSAF distribution lie below the site's root (CSAF 2.0 §7.1, 8–19). */

import type { Advisory } from "../../core/advisories/advisory.ts";
import { utcYear } from "../../core/advisories/utc-instant.ts";
import { csafFileName } from "./csaf-file-name.ts";

/** Paths of the one public distribution; its label is WHITE, CSAF 2.0's word for TLP:CLEAR. */
export const csafLayout = {
  providerMetadata: "/.well-known/csaf/provider-metadata.json",
  service: "/.well-known/csaf/service.json",
  directory: "/.well-known/csaf/white/",
  index: "/.well-known/csaf/white/index.txt",
  changes: "/.well-known/csaf/white/changes.csv",
  feed: "/.well-known/csaf/white/csaf-feed-tlp-white.json",
  category: "/.well-known/csaf/white/category-white.json",
  keys: "/.well-known/csaf/openpgp/",
} as const;

/** The document's path in the directory, by the UTC year of its first release: `2026/x.json`. */
export function csafPathOf({
  id,
  initialReleaseDate,
}: Pick<Advisory, "id" | "initialReleaseDate">) {
  return `${utcYear(initialReleaseDate)}/${csafFileName(id)}`;
}

/** The path of a public key: `/.well-known/csaf/openpgp/0123….asc`. */
export function csafKeyPath(fingerprint: string): string {
  return `${csafLayout.keys}${fingerprint.toUpperCase()}.asc`;
}

/** The text of a hash file: the digest in lower case, two spaces, the file's name. */
export function hashFileText(hexDigest: string, fileName: string): string {
  return `${hexDigest.toLowerCase()}  ${fileName}\n`;
}
