/** What is published, in the few words by which somebody recognises it. Reads published items alone. */
import type { Advisory } from "../../core/advisories/advisory.ts";
import type { PublishedItem } from "../../core/advisories/similar-published.ts";
import type { Tx } from "../transaction.ts";

/** Older ones are in the table of publications. */
const itemsMax = 500;

export async function publishedItems(tx: Tx): Promise<PublishedItem[]> {
  const rows = await tx.query<{ number: string; title: string; body: string }>(
    `select number, title, body from published_documents
      order by first_published_at desc, number desc limit $1`,
    [itemsMax],
  );
  return rows.map(({ number, title, body }) => {
    const { products, vulnerabilities } = JSON.parse(body) as Advisory;
    const words = [
      ...products.map(({ name }) => name),
      ...vulnerabilities.flatMap((each) => [
        each.cve ?? "",
        each.title,
        ...each.ids.map(({ text }) => text),
      ]),
    ];
    return { number, title, words: [...new Set(words)].filter(Boolean).join(" ") };
  });
}
