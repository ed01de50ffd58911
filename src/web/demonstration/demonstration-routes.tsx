/** The demonstration's page, its seats and its mailbox. On any other installation there is none of it. */
import type { FastifyInstance } from "fastify";
import { perform } from "../../actions/action.ts";
import { takeSeat } from "../../actions/demonstration/take-seat.ts";
import { Refusal } from "../../core/refusal.ts";
import { isUuid } from "../../lib/uuid7.ts";
import { keptMailOf, keptMails } from "../../store/mailbox/reader.ts";
import { actorOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import { formToken } from "../server/form-token.ts";
import type { WebContext } from "../server/web-context.ts";
import { keepSessionCookie } from "../sign-in/session-cookies.ts";
import { demonstrationFrame, mustBeDemonstration } from "./demonstration-frame.tsx";
import { DemonstrationPage } from "./demonstration-page.tsx";
import { wordsOf } from "./kept-mail.ts";
import { MailboxPage, MailPage, mailboxPath } from "./mailbox-pages.tsx";

const anyone = { kind: "anyone" } as const;
const rowsPerPage = 50;

export function demonstrationRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/demonstration", (request, reply) => {
    mustBeDemonstration(web);
    const csrf = formToken(request, reply, web);
    return render(reply, <DemonstrationPage frame={demonstrationFrame(web)} csrf={csrf} />);
  });

  app.post("/demonstration/seats/:seat", async (request, reply) => {
    const actor = await actorOf(request);
    const { session } = await perform(web.context, takeSeat, actor, request.params);
    keepSessionCookie(reply, web, session);
    return seeOther(reply, "/console/start");
  });

  mailboxRoutes(app, web);
}

function mailboxRoutes(app: FastifyInstance, web: WebContext): void {
  app.get(mailboxPath, async (request, reply) => {
    mustBeDemonstration(web);
    const { before, to } = request.query as { before?: string; to?: string };
    const mails = await listed(web, before);
    if (wantsJson(request.headers.accept)) {
      const rows = mails.filter((mail) => to === undefined || mail.recipient === to);
      return reply.send({ mails: rows });
    }
    const last = mails.length === rowsPerPage ? mails.at(-1) : undefined;
    const next = last && `${mailboxPath}?before=${last.sentAt.toISOString()},${last.mailId}`;
    return render(reply, <MailboxPage frame={demonstrationFrame(web)} mails={mails} next={next} />);
  });

  app.get(`${mailboxPath}/:mailId`, async (request, reply) => {
    const { mailId } = request.params as { mailId: string };
    const mail = wordsOf((await mailOf(web, mailId)).raw);
    return render(reply, <MailPage frame={demonstrationFrame(web)} mailId={mailId} mail={mail} />);
  });

  app.get(`${mailboxPath}/:mailId/message.eml`, async (request, reply) => {
    const { mailId } = request.params as { mailId: string };
    const { raw } = await mailOf(web, mailId);
    void reply.header("content-disposition", 'attachment; filename="message.eml"');
    return reply.type("message/rfc822").send(raw);
  });
}

async function listed(web: WebContext, before: string | undefined) {
  const [at = "", mailId = ""] = before?.split(",") ?? [];
  const isPlace = isUuid(mailId) && !Number.isNaN(Date.parse(at));
  const place = isPlace ? { sentAt: new Date(at), mailId } : undefined;
  return web.context.transaction(anyone, async (tx) => {
    const mails = [];
    for (const row of await keptMails(tx, place)) {
      const kept = await keptMailOf(tx, row.mailId);
      const { subject, date, protection } = wordsOf(kept?.raw ?? Buffer.alloc(0));
      mails.push({ ...row, subject, date, protection });
    }
    return mails;
  });
}

async function mailOf(web: WebContext, mailId: string) {
  mustBeDemonstration(web);
  const mail =
    isUuid(mailId) && (await web.context.transaction(anyone, (tx) => keptMailOf(tx, mailId)));
  if (!mail) throw new Refusal("access.not-found");
  return mail;
}

function wantsJson(accept: string | undefined): boolean {
  return accept?.startsWith("application/json") === true;
}
