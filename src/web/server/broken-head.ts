/**
 * Answers what Node refuses before it is a request: a head that is too large, or none that can be
 * read. Says one sentence, closes the connection and keeps nothing of what was sent.
 */
import type { Socket } from "node:net";
import { recordAccess } from "../../actions/access/record-access.ts";
import { Refusal } from "../../core/refusal.ts";
import type { WebContext } from "./web-context.ts";

export async function answerBrokenHead(
  web: WebContext,
  error: NodeJS.ErrnoException,
  socket: Socket,
): Promise<void> {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  const refusal = refusalOf(error.code);
  // An address, a cookie or a token that is longer than any of ours.
  if (refusal.code === "request.head-too-large") {
    const access = { kind: "cookie.refused", what: "head" } as const;
    await recordAccess(web.context, { kind: "anyone" }, access).catch((err: unknown) =>
      web.log.error({ err }, "not noted"),
    );
  }
  if (socket.writable) socket.write(answerOf(refusal));
  socket.destroySoon();
}

function refusalOf(code: string | undefined): Refusal {
  if (code === "HPE_HEADER_OVERFLOW") return new Refusal("request.head-too-large");
  return new Refusal(
    code === "ERR_HTTP_REQUEST_TIMEOUT" ? "request.too-slow" : "request.malformed",
  );
}

const reasons: Readonly<Record<number, string>> = {
  400: "Bad Request",
  408: "Request Timeout",
  431: "Request Header Fields Too Large",
};

function answerOf({ status, message }: Refusal): string {
  const text = `${message}\n`;
  return [
    `HTTP/1.1 ${status} ${reasons[status] ?? "Bad Request"}`,
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(text)}`,
    "X-Content-Type-Options: nosniff",
    "Cache-Control: no-store",
    "Connection: close",
    "",
    text,
  ].join("\r\n");
}
