/** Signing in and out, and the demonstration's seats. */
import type { FastifyInstance } from "fastify";
import { perform } from "../../actions/action.ts";
import { signIn } from "../../actions/people/sign-in.ts";
import { signInByLink } from "../../actions/people/sign-in-by-link.ts";
import { signOut } from "../../actions/people/sign-out.ts";
import { isPermitted } from "../../core/people/permit.ts";
import { startFilter } from "../../store/filters/reader.ts";
import { findStaff, signingIn, staffOf } from "../server/actor-of.ts";
import { forgetPages, localPath, render, seeOther } from "../server/answers.ts";
import { cookieOf } from "../server/cookies.ts";
import { deviceOfRequest } from "../server/device.ts";
import { networkOf } from "../server/network.ts";
import { orErrors } from "../server/or-errors.ts";
import { formOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import { confirmRoutes } from "./confirm-routes.tsx";
import { passkeySignInRoutes } from "./passkey-routes.tsx";
import { forgetSession, keepDeviceCookie, keepSessionCookie } from "./session-cookies.ts";
import { signInPage, start } from "./show-sign-in.tsx";
import { singleSignOnRoutes } from "./single-sign-on-routes.ts";

export function signInRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/sign-in", async (request, reply) => {
    const { next, out } = request.query as { next?: string; out?: string };
    const target = localPath(next, start);
    if (await findStaff(request)) return seeOther(reply, target);
    return render(
      reply,
      signInPage(request, reply, web, { next: target, signedOut: out !== undefined }),
    );
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
      deviceWords: deviceOfRequest(request),
    };
    const actor = await signingIn(request);
    const result = await orErrors(perform(web.context, signIn, actor, given));
    if ("errors" in result) {
      const { signInName } = given;
      const again = signInPage(request, reply, web, { next, signInName, errors: result.errors });
      return render(reply, again, result.status);
    }
    keepSessionCookie(reply, web, result.done.session);
    keepDeviceCookie(reply, web, result.done.device);
    return seeOther(reply, next);
  });

  app.get("/sign-in/link/:token", async (request, reply) => {
    const actor = await signingIn(request);
    const { token } = request.params as { token: string };
    const given = { token, device: deviceOfRequest(request) };
    const { session } = await perform(web.context, signInByLink, actor, given);
    keepSessionCookie(reply, web, session);
    return seeOther(reply, start);
  });

  app.post("/sign-out", async (request, reply) => {
    const token = cookieOf(request, web, "session") ?? "";
    await perform(web.context, signOut, await signingIn(request), { token });
    forgetSession(reply, web);
    forgetPages(reply);
    return seeOther(reply, "/sign-in?out");
  });

  for (const routes of [passkeySignInRoutes, confirmRoutes, singleSignOnRoutes]) routes(app, web);

  app.get(start, async (request, reply) => {
    const staff = await staffOf(request);
    if (isPermitted(staff, "invite-person")) return seeOther(reply, "/console/people");
    const query = await web.context.transaction(staff, (tx) =>
      startFilter(web.context, tx, staff.id),
    );
    return seeOther(reply, query ? `/console?${query}` : "/console");
  });
}
