/** Who has been thanked in publications: only names that were published with consent. */
import type { Advisory, Credit } from "../../core/advisories/advisory.ts";
import type { Tx } from "../transaction.ts";

export interface PublishedCredit extends Credit {
  readonly number: string;
  readonly title: string;
  readonly publishedAt: Date;
}

/** Of the newest 500 publications, newest first. */
export async function publishedCredits(tx: Tx): Promise<PublishedCredit[]> {
  const rows = await tx.query<{ number: string; title: string; publishedAt: Date; body: string }>(
    `select number, title, first_published_at as "publishedAt", body
       from published_documents order by first_published_at desc, number desc limit 500`,
  );
  return rows.flatMap(({ body, ...row }) =>
    (JSON.parse(body) as Advisory).credits.map((credit) => ({ ...credit, ...row })),
  );
}
