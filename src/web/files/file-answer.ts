/**
 * Answers with a file as a download and nothing else: never inline, never under a type that a
 * browser opens, kept by no cache, and in a sandbox should a browser show it all the same.
 */
import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { FileSource } from "../../store/attachments/reader.ts";

const closedPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox";

/** The headers of every download. Sniffing is forbidden for all answers already. */
export function asDownload(reply: FastifyReply, name: string): FastifyReply {
  return reply
    .header("content-disposition", dispositionOf(name))
    .header("content-security-policy", closedPolicy)
    .header("cross-origin-resource-policy", "same-origin")
    .header("cache-control", "no-store")
    .type("application/octet-stream");
}

/** The headers of a picture that we drew ourselves. */
export function asOwnPicture(reply: FastifyReply, type: "image/png" | "image/jpeg"): FastifyReply {
  return reply
    .header("content-disposition", "inline")
    .header("content-security-policy", closedPolicy)
    .header("cross-origin-resource-policy", "same-origin")
    .header("cache-control", "no-store")
    .type(type);
}

/** RFC 6266: a plain name for old programs, and the whole one in the form of RFC 8187. */
export function dispositionOf(name: string): string {
  const plain = name.replace(/[^\w.() -]/g, "_").slice(0, 150);
  const whole = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}

/** Streams a sealed file, or the one range of it that was asked for (RFC 9110, 14). */
export function sendSource(
  request: FastifyRequest,
  reply: FastifyReply,
  file: { readonly name: string; readonly source: FileSource },
): FastifyReply {
  const { bytes } = file.source;
  void asDownload(reply, file.name).header("accept-ranges", "bytes");
  const range = rangeOf(request.headers.range, bytes);
  if (range === "outside") {
    return reply.code(416).header("content-range", `bytes */${bytes}`).send();
  }
  const { start, end } = range ?? { start: 0, end: bytes };
  if (range) void reply.code(206).header("content-range", `bytes ${start}-${end - 1}/${bytes}`);
  void reply.header("content-length", end - start);
  return reply.send(Readable.from(file.source.read(start, end), { objectMode: false }));
}

/**
 * The range from `start` to before `end`; undefined where the whole file is to be sent: none was
 * asked for, or several, which we do not serve.
 */
export function rangeOf(
  header: string | undefined,
  bytes: number,
): { start: number; end: number } | "outside" | undefined {
  const [, from = "", to = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (from === "" && to === "") return undefined;
  const start = from === "" ? Math.max(0, bytes - Number(to)) : Number(from);
  const end = from === "" || to === "" ? bytes : Math.min(bytes, Number(to) + 1);
  return start < end ? { start, end } : "outside";
}
