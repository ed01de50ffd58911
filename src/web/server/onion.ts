/**
 * The installation's second address, as an onion service. Whoever comes by it finds no link of a
 * page leading back to the address of the open network, which would take them out of Tor; whoever
 * comes by that one is told that there is another.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { WebContext } from "./web-context.ts";

/** Whether this request came by the onion service: the host is what the visitor's browser asked for. */
export function isByOnion(request: FastifyRequest, web: WebContext): boolean {
  return web.onion !== undefined && request.host.toLowerCase() === new URL(web.onion).host;
}

export function addOnion(app: FastifyInstance, web: WebContext): void {
  const { onion } = web;
  if (onion === undefined) return;
  app.addHook("onRequest", async (request) => {
    // A page that is packed already could not be given its other address.
    if (isByOnion(request, web)) delete request.headers["accept-encoding"];
  });
  app.addHook("onSend", async (request, reply, payload) => {
    if (!isPage(reply)) return payload;
    if (isByOnion(request, web)) return withAddress(payload, web.context.baseUrl, onion);
    if (isForStrangers(request)) void reply.header("onion-location", `${onion}${request.url}`);
    return payload;
  });
}

function isPage(reply: FastifyReply): boolean {
  return String(reply.getHeader("content-type") ?? "").startsWith("text/html");
}

/** The team's own pages have one address. */
function isForStrangers(request: FastifyRequest): boolean {
  return (
    request.method === "GET" && !/^\/(console|sign-in|set-up|demonstration)\b/.test(request.url)
  );
}

function withAddress(payload: unknown, from: string, to: string): unknown {
  if (typeof payload === "string") return payload.replaceAll(from, to);
  return Buffer.isBuffer(payload) ? Buffer.from(payload.toString().replaceAll(from, to)) : payload;
}
