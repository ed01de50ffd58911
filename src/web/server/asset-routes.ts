/** Serves the assets: hashed names for ever, plain names with an ETag. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Asset } from "./assets.ts";
import type { WebContext } from "./web-context.ts";

const forEver = "public, max-age=31536000, immutable";
const aDay = "public, max-age=86400";

export function assetRoutes(app: FastifyInstance, web: WebContext): void {
  const config = { rateLimit: false } as const;
  app.get("/assets/:file", { config }, (request, reply) => {
    const { file } = request.params as { file: string };
    const hashed = web.assets.find(`/assets/${file}`);
    const asset = hashed ?? web.assets.find(file);
    return asset ? send(request, reply, asset, hashed ? forEver : aDay) : reply.callNotFound();
  });
  app.get("/favicon.svg", { config }, (request, reply) => {
    const asset = web.assets.find("favicon.svg");
    return asset ? send(request, reply, asset, aDay) : reply.callNotFound();
  });
}

function send(request: FastifyRequest, reply: FastifyReply, asset: Asset, cache: string) {
  void reply
    .header("cache-control", cache)
    .header("etag", asset.etag)
    .header("vary", "accept-encoding")
    .type(asset.type);
  if (request.headers["if-none-match"]?.includes(asset.etag)) return reply.code(304).send();
  if (asset.brotli && /\bbr\b/.test(request.headers["accept-encoding"] ?? "")) {
    return reply.header("content-encoding", "br").send(asset.brotli);
  }
  return reply.send(asset.bytes);
}
