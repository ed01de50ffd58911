/** How a handler answers: a page, another address, or a public page that caches may keep. */
import type { FastifyReply } from "fastify";
import type { VNode } from "preact";
import { renderPage } from "../../ui/render-page.ts";

/** Sends a whole page. It is not stored by any cache unless `cacheFor` was called before. */
export function render(reply: FastifyReply, page: VNode, status = 200): FastifyReply {
  return reply.code(status).type("text/html; charset=utf-8").send(renderPage(page));
}

/** After a deed: the browser fetches the other page, and reloading does not do the deed again. */
export function seeOther(reply: FastifyReply, path: string): FastifyReply {
  return reply.code(303).header("location", path).send();
}

/** For who leaves: the browser forgets the pages that it kept. Cookies are cleared by their names. */
export function forgetPages(reply: FastifyReply): void {
  void reply.header("clear-site-data", '"cache", "storage"');
}

/** Lets caches keep a public page without a form for so long. */
export function cacheFor(reply: FastifyReply, seconds: number): void {
  void reply.header("cache-control", `public, max-age=${seconds}`);
}

/** A path of this site, or the fallback: a link must not send people elsewhere after signing in. */
export function localPath(value: string | undefined, fallback: string): string {
  return value && /^\/(?![/\\])[\w\-./?=&%~]*$/.test(value) ? value : fallback;
}
