/** Files for programs: security.txt (RFC 9116) and robots.txt. */
import type { FastifyInstance } from "fastify";
import { Temporal } from "temporal-polyfill";
import { securityTxtOf } from "../../formats/securitytxt/security-txt.ts";
import { cacheFor } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { policyNow } from "./public-frame.tsx";
import { sendPublished } from "./published-files.ts";

const plain = "text/plain; charset=utf-8";

/** A reader who keeps a copy asks again within a quarter of a year. */
const validForDays = 90;

export function machineFileRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/.well-known/security.txt", async (request, reply) => {
    // A signed one, where the published set holds it, goes before the unsigned one made here.
    const signed = await sendPublished(web, request, reply);
    if (signed) return signed;
    cacheFor(reply, 3600);
    return reply.type(plain).send(securityTxt(web));
  });
  app.get("/security.txt", (_, reply) => reply.redirect("/.well-known/security.txt", 301));
  app.get("/robots.txt", (_, reply) => {
    cacheFor(reply, 86_400);
    const hidden = ["/portal", "/console", "/sign-in", "/api/"];
    const lines = hidden.map((path) => `Disallow: ${path}\n`);
    return reply.type(plain).send(`User-agent: *\n${lines.join("")}`);
  });
}

function securityTxt(web: WebContext): string {
  const { baseUrl } = web.context;
  const { channels } = policyNow(web);
  const now = Temporal.Instant.fromEpochMilliseconds(web.context.now().getTime());
  const expires = now.toZonedDateTimeISO("UTC").startOfDay().add({ days: validForDays });
  // RFC 9116 takes https only, so elsewhere the file names the mail address alone.
  const named = /^https:\/\/|^http:\/\/localhost(:|$)/.test(baseUrl);
  const at = (path: string) => (named ? [`${baseUrl}${path}`] : []);
  return securityTxtOf(
    {
      contacts: [...at("/report"), `mailto:${channels.reportAddress}`],
      expires: expires.toInstant().toString(),
      encryption: at("/key.asc"),
      acknowledgments: at("/thanks"),
      preferredLanguages: [
        ...new Set([...channels.languagesPreferred, ...channels.languagesAccepted]),
      ],
      canonical: at("/.well-known/security.txt"),
      policy: at("/policy"),
      csaf: at("/.well-known/csaf/provider-metadata.json"),
    },
    { now, development: baseUrl.startsWith("http:") },
  );
}
