/** The set-up link: shows what to enrol, takes password and first code, shows the recovery codes. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { toDataURL } from "qrcode";
import { perform } from "../../actions/action.ts";
import { acceptLink, setUpOf } from "../../actions/people/accept-link.ts";
import type { FieldError } from "../../ui/form-errors.tsx";
import { actorOf } from "../server/actor-of.ts";
import { render } from "../server/answers.ts";
import { formToken } from "../server/form-token.ts";
import { siteOf } from "../server/frames.ts";
import { orErrors } from "../server/or-errors.ts";
import { formOf, type SentForm } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import { keepSessionCookie } from "./session-cookies.ts";
import { RecoveryCodesPage, SetUpPage } from "./set-up-page.tsx";

const fields = {
  "sign-in.code-wrong": "code",
  "sign-in.password-short": "password",
  "sign-in.password-guessable": "password",
} as const;

export function setUpRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/set-up/:token", (request, reply) => setUpPage(request, reply, web));

  app.post("/set-up/:token", async (request, reply) => {
    const form = formOf(request);
    const repeatedError = differs(form);
    if (repeatedError) return setUpPage(request, reply, web, [repeatedError], 422);
    const input = { token: tokenOf(request), ...form.values };
    const actor = await actorOf(request);
    const result = await orErrors(perform(web.context, acceptLink, actor, input), fields);
    if ("errors" in result) return setUpPage(request, reply, web, result.errors, result.status);
    keepSessionCookie(reply, web, result.done.session);
    const codes = result.done.recoveryCodes;
    const next = "/console/start";
    return render(reply, <RecoveryCodesPage site={siteOf(web)} codes={codes} next={next} />);
  });
}

async function setUpPage(
  request: FastifyRequest,
  reply: FastifyReply,
  web: WebContext,
  errors: readonly FieldError[] = [],
  status = 200,
) {
  const token = tokenOf(request);
  const { signInName, totpSecret, totpUri } = await setUpOf(web.context, token);
  const page = (
    <SetUpPage
      site={siteOf(web)}
      csrf={formToken(request, reply, web)}
      action={`/set-up/${token}`}
      signInName={signInName}
      totpSecret={totpSecret}
      picture={await toDataURL(totpUri, { margin: 2, width: 440 })}
      errors={errors}
    />
  );
  return render(reply, page, status);
}

function tokenOf(request: FastifyRequest): string {
  return (request.params as { token: string }).token;
}

function differs(form: SentForm): FieldError | undefined {
  if (form.text("password") === form.text("repeated")) return undefined;
  return { field: "repeated", message: "The two passwords differ." };
}
