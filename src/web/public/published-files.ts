/**
 * Serves the published set: bytes with a strong ETag, Brotli where it is accepted. The database says
 * at each request which bytes are current; the bytes come from a bounded memory.
 */
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Refusal } from "../../core/refusal.ts";
import { publishedBlob, publishedPath } from "../../store/portal/published-path-reader.ts";
import { cacheFor } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { boundedBytes } from "./bounded-bytes.ts";

const compress = promisify(brotliCompress);
const memoryBytesMax = 64 * 1024 * 1024;
const anyone = { kind: "anyone" } as const;

export function publishedRoutes(app: FastifyInstance, web: WebContext): void {
  for (const path of ["/publications/*", "/publications.atom", "/.well-known/csaf/*"]) {
    app.get(path, async (request, reply) => {
      if (await sendPublished(web, request, reply)) return reply;
      throw new Refusal("access.not-found");
    });
  }
}

const kept = boundedBytes(memoryBytesMax);

/**
 * Answers with the published file of this path; false where the set has none. Never resolves with
 * the reply itself: awaiting one waits until it is sent, and gives nothing.
 */
export async function sendPublished(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const path = request.url.split("?")[0] ?? "/";
  const found = await web.context.transaction(anyone, (tx) => publishedPath(tx, path));
  if (!found) return redirectToFolder(web, path, reply);
  const hash = found.sha256.toString("hex");
  const br = isText(found.contentType) && /\bbr\b/.test(request.headers["accept-encoding"] ?? "");
  // One path has two strong tags: the bytes differ (RFC 9110 section 8.8.3).
  const etag = br ? `"${hash}-br"` : `"${hash}"`;
  cacheFor(reply, 60);
  void reply
    .header("etag", etag)
    .header("vary", "accept-encoding")
    .header("last-modified", found.updatedAt.toUTCString())
    // Scanners and dashboards read the feeds from browsers; all of it is public.
    .header("access-control-allow-origin", "*")
    .type(found.contentType);
  if (names(request.headers["if-none-match"], etag)) return answered(reply.code(304).send());
  const plain = await kept.get(hash, () => read(web, found.sha256));
  if (!br) return answered(reply.send(plain));
  const packed = await kept.get(`${hash} br`, () => pack(plain));
  return answered(reply.header("content-encoding", "br").send(packed));
}

function answered(_: FastifyReply): true {
  return true;
}

/** A folder's page lies under its name with a slash, so that its relative links hold. */
async function redirectToFolder(
  web: WebContext,
  path: string,
  reply: FastifyReply,
): Promise<boolean> {
  if (path.endsWith("/")) return false;
  const folder = await web.context.transaction(anyone, (tx) => publishedPath(tx, `${path}/`));
  return folder ? answered(reply.redirect(`${path}/`, 301)) : false;
}

async function read(web: WebContext, sha256: Buffer): Promise<Buffer> {
  const bytes = await web.context.transaction(anyone, (tx) => publishedBlob(tx, sha256));
  if (!bytes) throw new Refusal("access.not-found");
  return bytes;
}

function pack(bytes: Buffer): Promise<Buffer> {
  return compress(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
}

function isText(type: string): boolean {
  return /^(text\/|application\/(json|atom\+xml|pgp-))/.test(type);
}

/** If-None-Match: a list of tags, possibly weak, or `*`. */
function names(header: string | undefined, etag: string): boolean {
  const tags = (header ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes(etag) || tags.includes("*");
}
