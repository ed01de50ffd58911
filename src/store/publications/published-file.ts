/** One file of the published set. */
export interface PublishedFile {
  /** From the root of the site, such as `/publications/ALE-SA-2026-0001`. */
  readonly path: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly sha256: Buffer;
}
