/**
 * "Is it one of these?": published items that may be what a reporter is about to send. Without script a
 * button of the form asks; with it the list is read once and compared in the browser, so that no word
 * leaves it. Never tells of anything that is not published.
 */
import type { FastifyInstance } from "fastify";
import { type PublishedItem, similarTo } from "../../core/advisories/similar-published.ts";
import { publishedItems } from "../../store/publications/similar-reader.ts";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/layout.tsx";
import { cacheFor } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import type { Answers } from "./report-field.tsx";

export const similarScript = "report-similar.js";
const listAddress = "/report/published.json";
const keptMs = 60_000;

const lists = new WeakMap<WebContext, { readonly at: number; readonly items: PublishedItem[] }>();

async function listOf(web: WebContext): Promise<readonly PublishedItem[]> {
  const now = web.context.now().getTime();
  const kept = lists.get(web);
  if (kept && now - kept.at < keptMs) return kept.items;
  const items = await web.context.transaction({ kind: "anyone" }, publishedItems);
  lists.set(web, { at: now, items });
  return items;
}

export function similarRoutes(app: FastifyInstance, web: WebContext): void {
  app.get(listAddress, async (_, reply) => {
    cacheFor(reply, 60);
    return reply.send({ items: await listOf(web) });
  });
}

/** Those that are like what was typed. */
export async function similarPublished(
  web: WebContext,
  { product = "", version = "", description = "", "tracking-ids": ids = "" }: Answers,
): Promise<PublishedItem[]> {
  return similarTo(await listOf(web), [product, version, description, ids].join("\n"));
}

/** Stands below the words that the script compares, and is filled by it. */
export function SimilarWhileTyping() {
  return (
    <div class="similar" data-similar={listAddress} aria-live="polite" hidden>
      <p>
        <strong>Is it one of these, which are published?</strong> If not, go on.
      </p>
      <ul />
    </div>
  );
}

/** Behind the button that sends: pressing Enter in a field presses the first of a form. */
export function SimilarButton() {
  return (
    <Button name="look" value="published" look="secondary">
      Is it published already?
    </Button>
  );
}

/** The answer of the button. What was typed stands in the form below. */
export function SimilarFound({ items }: { items: readonly PublishedItem[] }) {
  if (items.length === 0) {
    return (
      <Panel title="Nothing that we published looks like it" id="similar">
        <p>Please go on: everything that you typed is below. Files have to be chosen again.</p>
      </Panel>
    );
  }
  return (
    <Panel title="Is it one of these?" id="similar" look="next">
      <ul>
        {items.map(({ number, title }) => (
          <li key={number}>
            <a href={`/publications/${encodeURIComponent(number)}`} target="_blank" rel="noopener">
              {title}
            </a>{" "}
            ({number}, opens in a new window)
          </li>
        ))}
      </ul>
      <p>
        If it is none of them, or you know more, please go on: everything that you typed is below.
        Files have to be chosen again.
      </p>
    </Panel>
  );
}
