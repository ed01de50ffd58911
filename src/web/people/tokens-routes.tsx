/** One's own API tokens: making one, which is shown this once, and revoking it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { perform } from "../../actions/action.ts";
import { makeToken } from "../../actions/people/make-token.ts";
import { isSeat } from "../../actions/people/own-account.ts";
import { revokeToken } from "../../actions/people/revoke-token.ts";
import { ownTokens } from "../../store/people/token-reader.ts";
import { type ConsoleRequest, consolePage } from "../console/console-frame.tsx";
import { doHouseDeed, type SentHouseForm } from "../console/house-form.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import { formToken } from "../server/form-token.ts";
import type { WebContext } from "../server/web-context.ts";
import { accountPath } from "./security-page.tsx";
import { type MadeToken, Tokens, tokensPath } from "./tokens-page.tsx";

export function tokensRoutes(app: FastifyInstance, web: WebContext): void {
  const visit = async (request: FastifyRequest, reply: FastifyReply): Promise<ConsoleRequest> => ({
    request,
    reply,
    web,
    staff: await staffOf(request),
  });
  app.get(tokensPath, async (request, reply) => show(await visit(request, reply), {}));
  app.post(tokensPath, async (request, reply) => {
    const at = await visit(request, reply);
    const result = await doHouseDeed(at, makeToken);
    return "sent" in result ? show(at, { sent: result.sent }) : show(at, { made: result.done });
  });
  app.post(`${tokensPath}/:tokenId/revoke`, async (request, reply) => {
    await perform(web.context, revokeToken, await staffOf(request), request.params);
    return seeOther(reply, `${tokensPath}?done=revoked`);
  });
}

interface Told {
  readonly made?: MadeToken;
  readonly sent?: SentHouseForm;
}

async function show(at: ConsoleRequest, { made, sent }: Told): Promise<FastifyReply> {
  const { request, reply, web, staff } = at;
  const tokens = await web.context.transaction(staff, ownTokens);
  const seat = await isSeat(web.context, staff.id);
  const { done } = request.query as { done?: string };
  const page = consolePage(at, {
    title: "API tokens",
    current: accountPath,
    breadcrumb: [{ label: "Sessions and security", href: accountPath }, { label: "API tokens" }],
    scripts: ["copy.js"],
    children: (
      <Tokens
        at={at}
        tokens={tokens}
        now={web.context.now()}
        csrf={formToken(request, reply, web)}
        seat={seat}
        made={made}
        sent={sent}
        revoked={!made && !sent && done === "revoked"}
      />
    ),
  });
  return render(reply, page, sent?.refused.status ?? 200);
}
