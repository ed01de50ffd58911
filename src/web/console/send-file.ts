/** Sends a file as an attachment only, under a type that no browser opens. */
import type { FastifyReply } from "fastify";

export function sendFile(
  reply: FastifyReply,
  file: { readonly name: string; readonly bytes: Uint8Array },
): FastifyReply {
  return reply
    .header("content-disposition", `attachment; filename*=UTF-8''${encoded(file.name)}`)
    .type("application/octet-stream")
    .send(file.bytes);
}

/** RFC 8187: everything but the safest letters as percent-encoded UTF-8. */
function encoded(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
