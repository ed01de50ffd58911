/** Sends bytes that were made at once, such as an evidence pack, as a download. */
import type { FastifyReply } from "fastify";
import { asDownload } from "../files/file-answer.ts";

export function sendFile(
  reply: FastifyReply,
  file: { readonly name: string; readonly bytes: Uint8Array },
): FastifyReply {
  return asDownload(reply, file.name).send(file.bytes);
}
