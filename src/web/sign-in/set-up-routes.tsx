/** The set-up link: shows what to enrol, takes password and first code, shows the recovery codes. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { toDataURL } from "qrcode";
import { recordAccess } from "../../actions/access/record-access.ts";
import { perform } from "../../actions/action.ts";
import {
  acceptLink,
  acceptLinkByPasskey,
  setUpOf,
  setUpPasskeyOf,
} from "../../actions/people/accept-link.ts";
import { Refusal } from "../../core/refusal.ts";
import type { FieldError } from "../../ui/form-errors.tsx";
import { signingIn } from "../server/actor-of.ts";
import { render } from "../server/answers.ts";
import { deviceOfRequest } from "../server/device.ts";
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

  app.post("/set-up/:token/passkey/options", async (request, reply) =>
    reply.send(await orCount(web, setUpPasskeyOf(web.context, tokenOf(request)))),
  );

  app.post("/set-up/:token/passkey", async (request, reply) => {
    const { text } = formOf(request);
    const given = { token: tokenOf(request), name: text("name"), answer: text("answer") };
    const input = { ...given, device: deviceOfRequest(request) };
    const actor = await signingIn(request);
    const result = await orErrors(perform(web.context, acceptLinkByPasskey, actor, input));
    if ("errors" in result) return setUpPage(request, reply, web, result.errors, result.status);
    return showCodes(reply, web, result.done);
  });

  app.post("/set-up/:token", async (request, reply) => {
    const form = formOf(request);
    const repeatedError = differs(form);
    if (repeatedError) return setUpPage(request, reply, web, [repeatedError], 422);
    const device = deviceOfRequest(request);
    const input = { ...form.values, token: tokenOf(request), device };
    const actor = await signingIn(request);
    const result = await orErrors(perform(web.context, acceptLink, actor, input), fields);
    if ("errors" in result) return setUpPage(request, reply, web, result.errors, result.status);
    return showCodes(reply, web, result.done);
  });
}

function showCodes(
  reply: FastifyReply,
  web: WebContext,
  done: { session: string; recoveryCodes: readonly string[] },
) {
  keepSessionCookie(reply, web, done.session);
  const { recoveryCodes: codes } = done;
  return render(
    reply,
    <RecoveryCodesPage site={siteOf(web)} codes={codes} next="/console/start" />,
  );
}

/** A link that opens nothing is counted, so that a search for one shows in the record. */
async function orCount<T>(web: WebContext, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Refusal && error.code === "sign-in.link-over") {
      const access = { kind: "link.refused", what: "set-up" } as const;
      await recordAccess(web.context, { kind: "anyone" }, access);
    }
    throw error;
  }
}

async function setUpPage(
  request: FastifyRequest,
  reply: FastifyReply,
  web: WebContext,
  errors: readonly FieldError[] = [],
  status = 200,
) {
  const token = tokenOf(request);
  const { signInName, totpSecret, totpUri } = await orCount(web, setUpOf(web.context, token));
  const page = (
    <SetUpPage
      site={siteOf(web, ["passkeys.js"])}
      csrf={formToken(request, reply, web)}
      action={`/set-up/${token}`}
      signInName={signInName}
      secret={totpSecret}
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
