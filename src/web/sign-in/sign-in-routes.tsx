/** Signing in and out, and the demonstration's seats. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { perform } from "../../actions/action.ts";
import { signIn } from "../../actions/people/sign-in.ts";
import { signInByLink } from "../../actions/people/sign-in-by-link.ts";
import { signOut } from "../../actions/people/sign-out.ts";
import { isPermitted } from "../../core/people/permit.ts";
import { findStaff, signingIn, staffOf } from "../server/actor-of.ts";
import { localPath, render, seeOther } from "../server/answers.ts";
import { cookieOf } from "../server/cookies.ts";
import { formToken } from "../server/form-token.ts";
import { siteOf } from "../server/frames.ts";
import { networkOf } from "../server/network.ts";
import { orErrors } from "../server/or-errors.ts";
import { formOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import { forgetSession, keepDeviceCookie, keepSessionCookie } from "./session-cookies.ts";
import { SignInPage, type SignInPageProps } from "./sign-in-page.tsx";

const start = "/console/start";

export function signInRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/sign-in", async (request, reply) => {
    const { next, out } = request.query as { next?: string; out?: string };
    const target = localPath(next, start);
    if (await findStaff(request)) return seeOther(reply, target);
    return render(reply, page(request, reply, web, { next: target, signedOut: out !== undefined }));
  });

  app.post("/sign-in", async (request, reply) => {
    const form = formOf(request);
    const next = localPath(form.text("next"), start);
    const given = {
      signInName: form.text("signInName"),
      password: form.text("password"),
      code: form.text("code"),
      network: networkOf(request, web),
      device: cookieOf(request, web, "device") ?? null,
    };
    const actor = await signingIn(request);
    const result = await orErrors(perform(web.context, signIn, actor, given));
    if ("errors" in result) {
      const { signInName } = given;
      const again = page(request, reply, web, { next, signInName, errors: result.errors });
      return render(reply, again, result.status);
    }
    keepSessionCookie(reply, web, result.done.session);
    keepDeviceCookie(reply, web, result.done.device);
    return seeOther(reply, next);
  });

  app.get("/sign-in/link/:token", async (request, reply) => {
    const actor = await signingIn(request);
    const { session } = await perform(web.context, signInByLink, actor, request.params);
    keepSessionCookie(reply, web, session);
    return seeOther(reply, start);
  });

  app.post("/sign-out", async (request, reply) => {
    const token = cookieOf(request, web, "session") ?? "";
    await perform(web.context, signOut, await signingIn(request), { token });
    forgetSession(reply, web);
    return seeOther(reply, "/sign-in?out");
  });

  app.get(start, async (request, reply) => {
    const administrates = isPermitted(await staffOf(request), "invite-person");
    return seeOther(reply, administrates ? "/console/people" : "/console");
  });
}

function page(
  request: FastifyRequest,
  reply: FastifyReply,
  web: WebContext,
  given: Partial<SignInPageProps> & Pick<SignInPageProps, "next">,
) {
  return (
    <SignInPage
      site={siteOf(web)}
      csrf={formToken(request, reply, web)}
      signInName=""
      errors={[]}
      signedOut={false}
      demonstration={web.context.demonstration}
      {...given}
    />
  );
}
