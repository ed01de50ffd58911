/**
 * Builds the web server around the routes it is given; imports no feature. What it refuses, limits,
 * logs and hides is the same for every page.
 */
import cookie from "@fastify/cookie";
import formBody from "@fastify/formbody";
import multipart from "@fastify/multipart";
import { type FastifyInstance, fastify, LogController } from "fastify";
import { Refusal } from "../../core/refusal.ts";
import { addActors } from "./actor-of.ts";
import { assetRoutes } from "./asset-routes.ts";
import { answerBrokenHead } from "./broken-head.ts";
import { addConsoleNotes } from "./console-notes.ts";
import { addErrors, addNotFound } from "./errors.tsx";
import { addFormGuard } from "./form-guard.ts";
import { healthRoutes } from "./health.ts";
import { addOnion } from "./onion.ts";
import { addRateLimit } from "./rate-limit.ts";
import { addReportLimit } from "./report-limit.ts";
import { addRequestLog } from "./request-log.ts";
import "./request-parts.ts";
import { addSecurityHeaders } from "./security-headers.ts";
import type { RouteModule, WebContext } from "./web-context.ts";

/** Larger bodies only where a route says so (`bodyLimit`, or `config.upload` for forms with files). */
const bodyBytesMax = 1024 * 1024;

/** One text a name: of a name that is sent twice the last counts, so that no handler meets a list. */
function queryOf(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

/**
 * The server, ready to listen or to be asked by `inject`. `close()` finishes the requests that are
 * under way and takes no new ones.
 */
export async function buildWebServer(
  web: WebContext,
  modules: readonly RouteModule[],
): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: web.log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: web.trustProxy,
    bodyLimit: bodyBytesMax,
    // A slow sender must not hold a connection for ever; an upload over Tor takes its time.
    requestTimeout: 15 * 60_000,
    keepAliveTimeout: 20_000,
    forceCloseConnections: "idle",
    genReqId: () => Buffer.from(web.context.randomBytes(9)).toString("base64url"),
    clientErrorHandler: (error, socket) => void answerBrokenHead(web, error, socket),
    // As long as a head may be: a link that is no link of ours is refused, and counted, as one.
    routerOptions: {
      ignoreTrailingSlash: true,
      maxParamLength: 16_384,
      querystringParser: queryOf,
    },
  }) as unknown as FastifyInstance;
  addErrors(app, web);
  addRequestLog(app, web);
  await addSecurityHeaders(app, web);
  addOnion(app, web);
  await addRateLimit(app, web);
  addReportLimit(app, web);
  addNotFound(app, web);
  refuseNul(app);
  await app.register(cookie);
  await app.register(formBody, { bodyLimit: bodyBytesMax });
  await app.register(multipart, { throwFileSizeLimit: true });
  addActors(app, web);
  addFormGuard(app, web);
  addConsoleNotes(app, web);
  for (const routes of [healthRoutes, assetRoutes, ...modules]) routes(app, web);
  await app.ready();
  return app;
}

/** No text of the database holds U+0000. The API names the field that has it; a page is not there. */
function refuseNul(app: FastifyInstance): void {
  const limit = app.rateLimit();
  app.addHook("onRequest", async (request, reply) => {
    if (!/%00/.test(request.url) || request.url.startsWith("/api/")) return;
    await limit.call(app, request, reply);
    throw new Refusal("access.not-found");
  });
}
