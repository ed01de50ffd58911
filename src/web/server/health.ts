/** For machines: is the process alive, can it serve, and how is it doing. Says nothing of any case. */
import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { Refusal } from "../../core/refusal.ts";
import { isServing } from "../../store/readiness.ts";
import { isLoopback } from "./network.ts";
import type { WebContext } from "./web-context.ts";

export function healthRoutes(app: FastifyInstance, web: WebContext): void {
  const config = { rateLimit: false } as const;
  app.get("/healthz", { config }, async () => ({ status: "alive" }));
  app.get("/readyz", { config }, async (_, reply) => {
    const ready = await web.context.transaction({ kind: "anyone" }, isServing).catch(() => false);
    return reply.code(ready ? 200 : 503).send({ status: ready ? "ready" : "not ready" });
  });
  app.get("/metrics", { config }, async (request, reply) => {
    if (!mayMeasure(request, web)) throw new Refusal("access.not-found");
    const { registry } = web.metrics;
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

function mayMeasure(request: FastifyRequest, web: WebContext): boolean {
  const { token } = web.metrics;
  if (token !== null) {
    const given = Buffer.from(request.headers.authorization ?? "");
    const expected = Buffer.from(`Bearer ${token}`);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
  // Visitors of the onion service come from loopback too, under whatever host they ask for.
  if (web.onion !== undefined) return false;
  // A proxy on this machine also comes from loopback: its visitors are not ours.
  const { "x-forwarded-for": forwardedFor, forwarded, via } = request.headers;
  return isLoopback(request) && !forwardedFor && !forwarded && !via;
}
