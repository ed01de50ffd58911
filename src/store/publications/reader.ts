/** Reads drafts (behind the wall) and what is published (public). */
import type { Advisory, AdvisoryContent, PublicationType } from "../../core/advisories/advisory.ts";
import type { Context } from "../context.ts";
import { keysOf, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { publicationPlace } from "./writer.ts";

export type PublicationState = "draft" | "in-review" | "approved" | "publishing" | "published";

export interface PublicationView {
  readonly publicationId: string;
  readonly caseId: string;
  readonly number: string;
  readonly type: PublicationType;
  readonly state: PublicationState;
  readonly revision: number;
  readonly draftedBy: string;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly releaseAt: Date | null;
  readonly publishedAt: Date | null;
  readonly updatedAt: Date;
  /** The event that made it what it is: names this version of its words and state. */
  readonly lastEventId: string;
  readonly content: AdvisoryContent;
}

const columns = `publication_id as "publicationId", case_id as "caseId", number, type, state, revision,
  drafted_by as "draftedBy", approved_by as "approvedBy", approved_at as "approvedAt",
  release_at as "releaseAt", published_at as "publishedAt", updated_at as "updatedAt",
  last_event_id as "lastEventId", content_sealed as "sealed"`;

type Stored = Omit<PublicationView, "content"> & { readonly sealed: Buffer };

/** The publications of a case, newest first. */
export async function publicationsOf(
  context: Context,
  tx: Tx,
  caseId: string,
): Promise<PublicationView[]> {
  const rows = await tx.query<Stored>(
    `select ${columns} from publications where case_id = $1
      order by updated_at desc, publication_id desc limit 50`,
    [caseId],
    "publications-of-case",
  );
  return opened(context, tx, rows);
}

/** One publication; undefined where the actor's wall shows none. */
export async function publicationOf(
  context: Context,
  tx: Tx,
  publicationId: string,
): Promise<PublicationView | undefined> {
  const rows = await tx.query<Stored>(
    `select ${columns} from publications where publication_id = $1`,
    [publicationId],
  );
  return (await opened(context, tx, rows))[0];
}

async function opened(
  context: Context,
  tx: Tx,
  rows: readonly Stored[],
): Promise<PublicationView[]> {
  const keys = await keysOf(
    context,
    tx,
    rows.map((row) => row.publicationId),
  );
  return rows.flatMap(({ sealed, ...row }) => {
    const key = keys.get(row.publicationId);
    return key
      ? [{ ...row, content: openJson<AdvisoryContent>(key, publicationPlace, sealed) }]
      : [];
  });
}

/** A row of the public table (VEN-33). */
export interface DocumentRow {
  readonly number: string;
  readonly type: PublicationType;
  readonly title: string;
  readonly revision: number;
  readonly status: string;
  readonly severity: string | null;
  readonly firstPublishedAt: Date;
  readonly updatedAt: Date;
}

/** The public table, newest first, by pages; `after` is the last row of the page before. */
export async function publishedTable(
  tx: Tx,
  after: { firstPublishedAt: Date; number: string } | null,
  limit: number,
): Promise<DocumentRow[]> {
  return tx.query<DocumentRow>(
    `select number, type, title, revision, status, severity,
            first_published_at as "firstPublishedAt", updated_at as "updatedAt"
       from published_documents
      where $1::timestamptz is null or (first_published_at, number) < ($1::timestamptz, $2)
      order by first_published_at desc, number desc limit $3`,
    [after?.firstPublishedAt ?? null, after?.number ?? null, limit],
  );
}

/** Every published advisory and the version of the set it was read at: what indexes are made from. */
export async function publishedSet(tx: Tx): Promise<{ version: number; advisories: Advisory[] }> {
  const version = await tx.first<{ version: number }>(
    `select last_number as "version" from number_series where series = 'published-set'`,
  );
  const rows = await tx.query<{ body: string }>(
    `select body from published_documents order by first_published_at, number`,
  );
  return {
    version: version?.version ?? 0,
    advisories: rows.map((row) => JSON.parse(row.body) as Advisory),
  };
}

export interface PublishedBytes {
  readonly contentType: string;
  readonly sha256: Buffer;
  readonly bytes: Buffer;
  readonly updatedAt: Date;
}

export async function publishedFile(tx: Tx, path: string): Promise<PublishedBytes | undefined> {
  return tx.first<PublishedBytes>(
    `select p.content_type as "contentType", p.sha256, b.bytes, p.updated_at as "updatedAt"
       from published p join blobs b on b.sha256 = p.sha256 where p.path = $1`,
    [path],
  );
}

/** Every path of the set with its hash: for copies, checks and `parley verify`. */
export async function publishedPaths(
  tx: Tx,
): Promise<{ path: string; sha256: Buffer; contentType: string }[]> {
  return tx.query(
    `select path, sha256, content_type as "contentType" from published order by path`,
  );
}
