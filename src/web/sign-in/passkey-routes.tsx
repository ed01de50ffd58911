/** Signing in with a passkey: what the browser is asked, and its answer. */
import type { FastifyInstance } from "fastify";
import { perform } from "../../actions/action.ts";
import { askForPasskey } from "../../actions/people/passkey-ceremony.ts";
import { signInByPasskey } from "../../actions/people/sign-in-by-passkey.ts";
import { signingIn } from "../server/actor-of.ts";
import { localPath, render, seeOther } from "../server/answers.ts";
import { deviceOfRequest } from "../server/device.ts";
import { orErrors } from "../server/or-errors.ts";
import { formOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import { keepDeviceCookie, keepSessionCookie } from "./session-cookies.ts";
import { signInPage, start } from "./show-sign-in.tsx";

export function passkeySignInRoutes(app: FastifyInstance, web: WebContext): void {
  app.post("/sign-in/passkey/options", async (_, reply) =>
    reply.send(await askForPasskey(web.context, "sign-in anyone")),
  );

  app.post("/sign-in/passkey", async (request, reply) => {
    const form = formOf(request);
    const next = localPath(form.text("next"), start);
    const given = { answer: form.text("answer"), device: deviceOfRequest(request) };
    const actor = await signingIn(request);
    const result = await orErrors(perform(web.context, signInByPasskey, actor, given));
    if ("errors" in result) {
      return render(
        reply,
        signInPage(request, reply, web, { next, errors: result.errors }),
        result.status,
      );
    }
    keepSessionCookie(reply, web, result.done.session);
    keepDeviceCookie(reply, web, result.done.device);
    return seeOther(reply, next);
  });
}
