/** The browser of a request in words, for its session. Keeps nothing else of what it says of itself. */
import type { FastifyRequest } from "fastify";
import { deviceWords } from "../../core/people/device-words.ts";

export function deviceOfRequest(request: FastifyRequest): string {
  return deviceWords(request.headers["user-agent"] ?? "");
}
