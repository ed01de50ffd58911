/** Lists publications for the people who make them: what is in the making, and what is out. */
import type { AdvisoryContent, PublicationType } from "../../core/advisories/advisory.ts";
import type { Context } from "../context.ts";
import { keysOf, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import type { DocumentRow, PublicationState } from "./reader.ts";
import { publicationPlace } from "./writer.ts";

export interface OpenPublication {
  readonly number: string;
  readonly type: PublicationType;
  readonly state: PublicationState;
  readonly reference: string;
  readonly title: string;
  readonly draftedBy: string;
  readonly releaseAt: Date | null;
  readonly updatedAt: Date;
}

/** Publications of the reader's cases that are not out yet, the latest changed first; at most 100. */
export async function openPublications(context: Context, tx: Tx): Promise<OpenPublication[]> {
  const rows = await tx.query<
    Omit<OpenPublication, "title"> & { publicationId: string; sealed: Buffer }
  >(
    `select p.publication_id as "publicationId", p.number, p.type, p.state, c.reference,
            p.drafted_by as "draftedBy", p.release_at as "releaseAt",
            p.updated_at as "updatedAt", p.content_sealed as "sealed"
       from publications p join cases c on c.case_id = p.case_id
      where p.state <> 'published'
      order by p.updated_at desc, p.publication_id desc limit 100`,
  );
  const ids = rows.map((row) => row.publicationId);
  const keys = await keysOf(context, tx, ids);
  return rows.flatMap(({ publicationId, sealed, ...row }) => {
    const key = keys.get(publicationId);
    if (!key) return [];
    const { title } = openJson<AdvisoryContent>(key, publicationPlace, sealed);
    return [{ ...row, title }];
  });
}

export interface PublishedRow extends DocumentRow {
  /** The case behind it, where there is one and the reader is on it. */
  readonly reference: string | null;
}

/** The public table, newest first, by pages, with the way back to the reader's own cases. */
export async function publishedByReader(
  tx: Tx,
  after: { firstPublishedAt: Date; number: string } | null,
  limit: number,
): Promise<PublishedRow[]> {
  return tx.query<PublishedRow>(
    `select d.number, d.type, d.title, d.revision, d.status, d.severity,
            d.first_published_at as "firstPublishedAt", d.updated_at as "updatedAt", c.reference
       from (
         select number, type, title, revision, status, severity, publication_id,
                first_published_at, updated_at
           from published_documents
          where $1::timestamptz is null or (first_published_at, number) < ($1::timestamptz, $2)
          order by first_published_at desc, number desc limit $3) d
       left join publications p on p.publication_id = d.publication_id
       left join cases c on c.case_id = p.case_id
      order by d.first_published_at desc, d.number desc`,
    [after?.firstPublishedAt ?? null, after?.number ?? null, limit],
  );
}
