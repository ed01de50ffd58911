/** Everybody's own page: where one is signed in, and ending it there. */
import type { FastifyInstance } from "fastify";
import { perform } from "../../actions/action.ts";
import { endSession } from "../../actions/people/end-session.ts";
import { ownSessions, sessionHash } from "../../store/people/session-reader.ts";
import { staffOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import { cookieOf } from "../server/cookies.ts";
import { formToken } from "../server/form-token.ts";
import { consoleFrame } from "../server/frames.ts";
import type { WebContext } from "../server/web-context.ts";
import { SessionsPage } from "./sessions-page.tsx";

const home = "/console/account";

export function accountRoutes(app: FastifyInstance, web: WebContext): void {
  app.get(home, async (request, reply) => {
    const staff = await staffOf(request);
    const { context } = web;
    const sessions = await context.transaction(staff, (tx) => ownSessions(tx, context.now()));
    const token = cookieOf(request, web, "session") ?? "";
    const page = (
      <SessionsPage
        frame={consoleFrame(request, reply, web, staff, home)}
        csrf={formToken(request, reply, web)}
        roles={staff.roles}
        name={staff.name}
        sessions={sessions}
        here={sessionHash(context, token).toString("hex")}
      />
    );
    return render(reply, page);
  });

  app.post(`${home}/sessions/:sessionId/end`, async (request, reply) => {
    await perform(web.context, endSession, await staffOf(request), request.params);
    return seeOther(reply, home);
  });
}
