/** Everybody's own page: what signs one in, where one is signed in, and ending it there. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { perform } from "../../actions/action.ts";
import { confirmLink } from "../../actions/people/confirm-link.ts";
import { ownFactors } from "../../actions/people/confirm-person.ts";
import { endOtherSessions } from "../../actions/people/end-other-sessions.ts";
import { endSession } from "../../actions/people/end-session.ts";
import { refuseLink } from "../../actions/people/refuse-link.ts";
import { passkeysOf } from "../../store/people/passkey-reader.ts";
import { ownSessions, sessionHash } from "../../store/people/session-reader.ts";
import { type Staff, staffOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import { addNote } from "../server/console-notes.ts";
import { cookieOf } from "../server/cookies.ts";
import { formToken } from "../server/form-token.ts";
import { consoleFrame } from "../server/frames.ts";
import type { FormRefused } from "../server/or-errors.ts";
import type { WebContext } from "../server/web-context.ts";
import { factorRoutes } from "./factor-routes.tsx";
import { noteRenewals, ownRenewals } from "./open-renewals.tsx";
import { accountPath, SecurityPage } from "./security-page.tsx";
import { tokensRoutes } from "./tokens-routes.tsx";

interface Visit {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly web: WebContext;
  readonly staff: Staff;
}

export function accountRoutes(app: FastifyInstance, web: WebContext): void {
  addNote(app, noteRenewals);
  app.get(accountPath, async (request, reply) =>
    showAccount({ request, reply, web, staff: await staffOf(request) }),
  );

  app.post(`${accountPath}/sessions/:sessionId/end`, async (request, reply) => {
    await perform(web.context, endSession, await staffOf(request), request.params);
    return seeOther(reply, accountPath);
  });

  app.post(`${accountPath}/sessions/end-others`, async (request, reply) => {
    const session = cookieOf(request, web, "session") ?? "";
    await perform(web.context, endOtherSessions, await staffOf(request), { session });
    return seeOther(reply, `${accountPath}?done=ended`);
  });

  app.post("/console/links/:linkId/confirm", async (request, reply) => {
    const staff = await staffOf(request);
    const { personId } = await perform(web.context, confirmLink, staff, request.params);
    return seeOther(reply, `/console/people/${personId}`);
  });

  app.post("/console/links/:linkId/refuse", async (request, reply) => {
    await perform(web.context, refuseLink, await staffOf(request), request.params);
    return seeOther(reply, `${accountPath}?done=refused`);
  });

  factorRoutes(app, web, showAccount);
  tokensRoutes(app, web);
}

async function showAccount(
  { request, reply, web, staff }: Visit,
  refused: FormRefused = { errors: [], status: 200 },
): Promise<FastifyReply> {
  const { context } = web;
  const { sessions, passkeys } = await context.transaction(staff, async (tx) => ({
    sessions: await ownSessions(tx, context.now()),
    passkeys: await passkeysOf(context, tx, staff.id),
  }));
  const factors = await ownFactors(context, staff);
  const token = cookieOf(request, web, "session") ?? "";
  const page = (
    <SecurityPage
      frame={consoleFrame(request, reply, web, staff, accountPath)}
      csrf={formToken(request, reply, web)}
      roles={staff.roles}
      name={staff.name}
      sessions={sessions}
      here={sessionHash(context, token).toString("hex")}
      factors={factors}
      passkeys={passkeys}
      provider={web.singleSignOn?.provider}
      renewals={await ownRenewals(context, staff)}
      errors={refused.errors}
      done={(request.query as { done?: string }).done}
      seat={context.demonstration && !factors.password && !factors.linked && passkeys.length === 0}
    />
  );
  return render(reply, page, refused.status);
}
