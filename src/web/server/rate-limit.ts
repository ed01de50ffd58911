/**
 * Keeps one source from taking the whole server. Generous, because behind one address may stand
 * a company, a Tor exit or, on loopback, every visitor of the onion service. Counts live in memory
 * under a keyed hash and are forgotten after a minute.
 */
import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { Refusal } from "../../core/refusal.ts";
import { isLoopback, networkOf } from "./network.ts";
import type { WebContext } from "./web-context.ts";

/** Two hundred strangers behind one Tor exit, each of whom sends a report and reads on within a minute. */
const usual = { reads: 3000, changes: 600 };
/** How many visitors one loopback address may stand for. */
const loopbackShare = 20;

export async function addRateLimit(app: FastifyInstance, web: WebContext): Promise<void> {
  const { reads, changes } = web.requestsPerMinute ?? usual;
  await app.register(rateLimit, {
    global: true,
    timeWindow: 60_000,
    cache: 20_000,
    max: (request) =>
      (isReading(request) ? reads : changes) * (isLoopback(request) ? loopbackShare : 1),
    keyGenerator: (request) => `${isReading(request) ? "r" : "w"} ${networkOf(request, web)}`,
    addHeaders: {
      "x-ratelimit-limit": false,
      "x-ratelimit-remaining": false,
      "x-ratelimit-reset": false,
      "retry-after": true,
    },
    addHeadersOnExceeding: {
      "x-ratelimit-limit": false,
      "x-ratelimit-remaining": false,
      "x-ratelimit-reset": false,
    },
    errorResponseBuilder: (_, { ttl }) =>
      new Refusal("service.too-many", { seconds: Math.ceil(ttl / 1000) }),
  });
}

function isReading(request: FastifyRequest): boolean {
  return request.method === "GET" || request.method === "HEAD";
}
