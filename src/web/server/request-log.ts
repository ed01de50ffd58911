/** One line a request: method, route, status, time. Never the address asked for, which may hold a secret, and never who asked. */
import type { FastifyInstance } from "fastify";
import { Histogram } from "prom-client";
import type { WebContext } from "./web-context.ts";

export function addRequestLog(app: FastifyInstance, web: WebContext): void {
  const seconds = new Histogram({
    name: "parley_http_request_seconds",
    help: "How long requests took, by route and status.",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 1, 5],
    registers: [web.metrics.registry],
  });
  app.addHook("onResponse", async (request, reply) => {
    const { method } = request;
    const route = request.routeOptions.url ?? "(none)";
    const status = reply.statusCode;
    seconds.observe({ method, route, status }, reply.elapsedTime / 1000);
    request.log.info({ method, route, status, ms: Math.round(reply.elapsedTime) }, "request");
  });
}
