/** Puts the sign-in page together for a request: what this installation offers, and what was refused. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { formToken } from "../server/form-token.ts";
import { siteOf } from "../server/frames.ts";
import type { WebContext } from "../server/web-context.ts";
import { SignInPage, type SignInPageProps } from "./sign-in-page.tsx";

/** Where people land who were going nowhere else. */
export const start = "/console/start";

export function signInPage(
  request: FastifyRequest,
  reply: FastifyReply,
  web: WebContext,
  given: Partial<SignInPageProps> & Pick<SignInPageProps, "next">,
) {
  return (
    <SignInPage
      site={siteOf(web, ["passkeys.js"])}
      csrf={formToken(request, reply, web)}
      signInName=""
      errors={[]}
      signedOut={false}
      demonstration={web.context.demonstration}
      provider={web.singleSignOn?.provider}
      localForAll={web.context.localSignInFor === undefined}
      {...given}
    />
  );
}
