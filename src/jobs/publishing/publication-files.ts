/**
 * Computes the files of one publication: its page, and its CSAF document with signature and
 * hashes. Checks nothing and saves nothing; `index-files.ts` makes what lists them.
 */
import { createHash } from "node:crypto";
import type { Advisory } from "../../core/advisories/advisory.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { csafOf, csafText } from "../../formats/csaf/build-csaf.ts";
import { csafLayout, csafPathOf, hashFileText } from "../../formats/csaf/csaf-layout.ts";
import { advisoryHtml } from "../../formats/html/advisory-page.tsx";
import { publicSite } from "../../formats/html/public-site.ts";
import type { PublishedFile } from "../../store/publications/published-file.ts";

/** What all files of an installation's set have in common. */
export interface SetOptions {
  readonly policy: Policy;
  readonly baseUrl: string;
  readonly now: Date;
  /** Every key that signs or signed a document that is still served. */
  readonly keys: readonly { readonly fingerprint: string; readonly armored: string }[];
  /** Makes an armoured detached signature. */
  sign(bytes: Uint8Array): Promise<string>;
}

export function csafOfAdvisory(advisory: Advisory, baseUrl: string): string {
  const selfUrl = `${baseUrl}${csafLayout.directory}${csafPathOf(advisory)}`;
  return csafText(csafOf(advisory, { selfUrl, pageUrl: pageUrlOf(advisory, baseUrl) }));
}

/** The files of one publication: documents first, so that no index ever names what is not there. */
export async function filesOfAdvisory(
  advisory: Advisory,
  options: SetOptions,
): Promise<PublishedFile[]> {
  const path = `${csafLayout.directory}${csafPathOf(advisory)}`;
  const name = path.slice(path.lastIndexOf("/") + 1);
  const csaf = Buffer.from(csafOfAdvisory(advisory, options.baseUrl));
  const hash = (algorithm: "sha256" | "sha512") =>
    hashFileText(createHash(algorithm).update(csaf).digest("hex"), name);
  const html = advisoryHtml(advisory, {
    ...publicSite(options.policy),
    pageUrl: pageUrlOf(advisory, options.baseUrl),
    csafUrl: path,
  });
  return [
    fileOf(path, "application/json", csaf),
    fileOf(`${path}.asc`, "application/pgp-signature", await options.sign(csaf)),
    fileOf(`${path}.sha256`, "text/plain; charset=utf-8", hash("sha256")),
    fileOf(`${path}.sha512`, "text/plain; charset=utf-8", hash("sha512")),
    fileOf(`/publications/${advisory.id}`, "text/html; charset=utf-8", html),
  ];
}

export function fileOf(
  path: string,
  contentType: string,
  content: string | Uint8Array,
): PublishedFile {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return { path, contentType, bytes, sha256: createHash("sha256").update(bytes).digest() };
}

/** The permanent address of a publication's page. */
export function pageUrlOf(advisory: Pick<Advisory, "id">, baseUrl: string): string {
  return `${baseUrl}/publications/${advisory.id}`;
}
