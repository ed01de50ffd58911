/** Files for programs: security.txt (RFC 9116) and robots.txt. */
import type { FastifyInstance } from "fastify";
import { policySecurityTxt } from "../../formats/securitytxt/policy-security-txt.ts";
import { cacheFor } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { policyNow } from "./public-frame.tsx";
import { sendPublished } from "./published-files.ts";

const plain = "text/plain; charset=utf-8";

export function machineFileRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/.well-known/security.txt", async (request, reply) => {
    // The worker signs one each day; this one stands in before its first turn.
    if (await sendPublished(web, request, reply)) return reply;
    cacheFor(reply, 3600);
    const { baseUrl } = web.context;
    const text = policySecurityTxt(policyNow(web), { baseUrl, now: web.context.now() });
    return reply.type(plain).send(text);
  });
  app.get("/security.txt", (_, reply) => reply.redirect("/.well-known/security.txt", 301));
  app.get("/robots.txt", (_, reply) => {
    cacheFor(reply, 86_400);
    const hidden = ["/portal", "/console", "/sign-in", "/api/"];
    const lines = hidden.map((path) => `Disallow: ${path}\n`);
    return reply.type(plain).send(`User-agent: *\n${lines.join("")}`);
  });
}
