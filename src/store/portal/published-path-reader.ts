/** Which bytes stand behind a path of the published set, and the bytes by their hash. */
import type { Tx } from "../transaction.ts";

export interface PublishedPath {
  readonly contentType: string;
  readonly sha256: Buffer;
  readonly updatedAt: Date;
}

export async function publishedPath(tx: Tx, path: string): Promise<PublishedPath | undefined> {
  return tx.first<PublishedPath>(
    `select content_type as "contentType", sha256, updated_at as "updatedAt"
       from published where path = $1`,
    [path],
  );
}

/** Bytes by their SHA-256, which never change. */
export async function publishedBlob(tx: Tx, sha256: Buffer): Promise<Buffer | undefined> {
  const row = await tx.first<{ bytes: Buffer }>(`select bytes from blobs where sha256 = $1`, [
    sha256,
  ]);
  return row?.bytes;
}
