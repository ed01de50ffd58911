/** Files for programs: security.txt (RFC 9116) and robots.txt. */
import type { FastifyInstance, FastifyReply } from "fastify";
import { checkSecurityTxt } from "../../formats/securitytxt/check-security-txt.ts";
import { policySecurityTxt } from "../../formats/securitytxt/policy-security-txt.ts";
import { publishedFile } from "../../store/publications/reader.ts";
import { cacheFor } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { policyNow } from "./public-frame.tsx";
import { sendPublished } from "./published-files.ts";

const plain = "text/plain; charset=utf-8";
const securityTxtPath = "/.well-known/security.txt";

export function machineFileRoutes(app: FastifyInstance, web: WebContext): void {
  const refuse = refuser(web);
  app.get(securityTxtPath, async (request, reply) => {
    const { baseUrl } = web.context;
    const now = web.context.now();
    const file = await web.context.transaction({ kind: "anyone" }, (tx) =>
      publishedFile(tx, securityTxtPath),
    );
    // The worker signs one each day; this one stands in before its first turn.
    const text = file ? undefined : policySecurityTxt(policyNow(web), { baseUrl, now });
    const bytes = file?.bytes ?? Buffer.from(text ?? "");
    const development = baseUrl.startsWith("http:");
    const [wrong] = checkSecurityTxt(bytes, { now, development }).findings;
    if (wrong) return refuse(reply, wrong);
    if (await sendPublished(web, request, reply)) return reply;
    cacheFor(reply, 3600);
    return reply.type(plain).send(text);
  });
  app.get("/security.txt", (_, reply) => reply.redirect(securityTxtPath, 301));
  app.get("/robots.txt", (_, reply) => {
    cacheFor(reply, 86_400);
    const hidden = ["/portal", "/console", "/sign-in", "/api/"];
    const lines = hidden.map((path) => `Disallow: ${path}\n`);
    return reply.type(plain).send(`User-agent: *\n${lines.join("")}`);
  });
}

const toldEveryMs = 3_600_000;

/**
 * Says that there is none worth believing, in place of one that is wrong or has expired (L-07): a
 * reader of that would go to addresses that may be nobody's any more. Loud, but not for each reader.
 */
function refuser(web: WebContext) {
  let toldAt = Number.NEGATIVE_INFINITY;
  return (reply: FastifyReply, wrong: { rule: string; message: string }): FastifyReply => {
    const now = web.context.now().getTime();
    if (now - toldAt >= toldEveryMs) {
      toldAt = now;
      web.log.error({ rule: wrong.rule }, "security.txt is not valid and is not served");
    }
    const { channels } = policyNow(web);
    return reply
      .code(503)
      .header("retry-after", "3600")
      .header("cache-control", "no-store")
      .type(plain)
      .send(
        `Our security.txt is not valid at the moment, so we do not hand it out. Report at ${web.context.baseUrl}/report or write to ${channels.reportAddress}; both are watched.\n`,
      );
  };
}
