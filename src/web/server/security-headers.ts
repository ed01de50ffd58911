/** The headers of every answer: nothing inline, nothing from elsewhere, nothing kept by caches unless a page says so. */
import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";
import { isHttps } from "./cookies.ts";
import { isByOnion } from "./onion.ts";
import type { WebContext } from "./web-context.ts";

const self = "'self'";
const none = "'none'";

const directives = {
  defaultSrc: [none],
  styleSrc: [self],
  imgSrc: [self, "data:"],
  scriptSrc: [self],
  connectSrc: [self],
  fontSrc: [self],
  formAction: [self],
  baseUri: [none],
  frameAncestors: [none],
};

export async function addSecurityHeaders(app: FastifyInstance, web: WebContext): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives },
    referrerPolicy: { policy: "no-referrer" },
    xFrameOptions: { action: "deny" },
    strictTransportSecurity: isHttps(web)
      ? { maxAge: 63_072_000, includeSubDomains: false }
      : false,
  });
  app.addHook("onSend", async (request, reply) => {
    // RFC 6797 section 7.2: not by http, which is what an onion service is reached by.
    if (isByOnion(request, web)) reply.removeHeader("strict-transport-security");
    void reply.header("x-request-id", request.id);
    void reply.header("permissions-policy", "camera=(), geolocation=(), microphone=()");
    if (!reply.hasHeader("cache-control")) void reply.header("cache-control", "no-store");
  });
}
