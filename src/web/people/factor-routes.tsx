/** Changes of one's own factors. Each is a dangerous deed: its page asks for the second proof before anything is typed. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { toDataURL } from "qrcode";
import { perform } from "../../actions/action.ts";
import { addPasskey, newPasskeyFor } from "../../actions/people/add-passkey.ts";
import {
  appEnrolment,
  changePassword,
  dropPassword,
  enrolApp,
} from "../../actions/people/change-password.ts";
import { ownFactors } from "../../actions/people/confirm-person.ts";
import { unlinkSso } from "../../actions/people/link-sso.ts";
import { removePasskey } from "../../actions/people/remove-passkey.ts";
import { renewRecoveryCodes } from "../../actions/people/renew-recovery-codes.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { FieldError } from "../../ui/form-errors.tsx";
import { type Staff, staffOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import { confirmPath } from "../server/confirm-page.tsx";
import { cookieOf } from "../server/cookies.ts";
import { formToken } from "../server/form-token.ts";
import { consoleFrame } from "../server/frames.ts";
import { type FormRefused, orErrors } from "../server/or-errors.ts";
import { formOf, type SentForm } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import { AppPage, NewCodesPage, NewPasskeyPage, PasswordPage } from "./factor-pages.tsx";
import { accountPath } from "./security-page.tsx";

interface Visit {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly web: WebContext;
  readonly staff: Staff;
}

type Handler = (visit: Visit) => Promise<FastifyReply>;

const passwordFields = {
  "sign-in.password-short": "password",
  "sign-in.password-guessable": "password",
  "sign-in.code-wrong": "code",
} as const;

/** `showAccount` answers with the account's page and what was refused there. */
export function factorRoutes(
  app: FastifyInstance,
  web: WebContext,
  showAccount: (visit: Visit, refused: FormRefused) => Promise<FastifyReply>,
): void {
  const get = (path: string, handler: Handler) =>
    app.get(accountPath + path, async (request, reply) => {
      const staff = await staffOf(request);
      // Before anything is typed, not after.
      if (!staff.steppedUp) return seeOther(reply, `${confirmPath}?next=${accountPath}${path}`);
      return handler({ request, reply, web, staff });
    });
  const post = (path: string, handler: Handler) =>
    app.post(accountPath + path, async (request, reply) =>
      handler({ request, reply, web, staff: await staffOf(request) }),
    );
  const deed = (path: string, word: string, work: (visit: Visit) => Promise<object>) =>
    post(path, async (visit) => {
      const result = await orErrors(work(visit));
      if ("errors" in result) return showAccount(visit, result);
      return seeOther(visit.reply, `${accountPath}?done=${word}`);
    });

  get("/passkeys/new", async (visit) => showNewPasskey(visit));
  post("/passkeys/options", async ({ reply, staff }) =>
    reply.send(await newPasskeyFor(web.context, staff)),
  );
  post("/passkeys", register);
  deed("/passkeys/:passkeyId/remove", "removed", ({ request, staff }) =>
    perform(web.context, removePasskey, staff, request.params),
  );
  get("/password", async (visit) => showPassword(visit));
  post("/password", setNewPassword);
  deed("/password/drop", "dropped", (visit) =>
    perform(web.context, dropPassword, visit.staff, { session: sessionOf(visit) }),
  );
  get("/app", async (visit) => showApp(visit));
  post("/app", enrol);
  post("/recovery-codes", async (visit) => {
    const made = await perform(web.context, renewRecoveryCodes, visit.staff, {});
    const page = <NewCodesPage frame={frameOf(visit)} codes={made.recoveryCodes} />;
    return render(visit.reply, page);
  });
  deed("/single-sign-on/end", "unlinked", ({ staff }) =>
    perform(web.context, unlinkSso, staff, {}),
  );
}

function showNewPasskey(visit: Visit, passkeyName = "", refused = nothing) {
  const page = (
    <NewPasskeyPage {...shared(visit)} passkeyName={passkeyName} errors={refused.errors} />
  );
  return render(visit.reply, page, refused.status);
}

async function register(visit: Visit) {
  const { text } = formOf(visit.request);
  const given = { name: text("name"), answer: text("answer") };
  const result = await orErrors(perform(visit.web.context, addPasskey, visit.staff, given));
  if ("errors" in result) return showNewPasskey(visit, given.name, result);
  return seeOther(visit.reply, `${accountPath}?done=passkey`);
}

function showPassword(visit: Visit, refused = nothing) {
  return render(
    visit.reply,
    <PasswordPage {...shared(visit)} errors={refused.errors} />,
    refused.status,
  );
}

async function setNewPassword(visit: Visit) {
  const form = formOf(visit.request);
  const differing = differs(form);
  if (differing) return showPassword(visit, differing);
  const given = { password: form.text("password"), session: sessionOf(visit) };
  const deed = perform(visit.web.context, changePassword, visit.staff, given);
  const result = await orErrors(deed, passwordFields);
  if ("errors" in result) return showPassword(visit, result);
  return seeOther(visit.reply, `${accountPath}?done=password`);
}

async function showApp(visit: Visit, seed?: string, refused = nothing) {
  const { context } = visit.web;
  const { password } = await ownFactors(context, visit.staff);
  const { teamName } = inForceAt(context.policies, context.now()).organisation;
  const person = { personId: visit.staff.id, issuer: teamName, signInName: visit.staff.name };
  const app = appEnrolment(context, person, seed);
  const page = (
    <AppPage
      {...shared(visit)}
      seed={app.seed}
      secret={app.secret}
      picture={await toDataURL(app.uri, { margin: 2, width: 440 })}
      withPassword={!password}
      errors={refused.errors}
    />
  );
  return render(visit.reply, page, refused.status);
}

async function enrol(visit: Visit) {
  const form = formOf(visit.request);
  const seed = form.text("seed");
  const differing = differs(form);
  if (differing) return showApp(visit, seed, differing);
  const [code, password] = [form.text("code"), form.text("password")];
  const given = { seed, code, password, session: sessionOf(visit) };
  const deed = perform(visit.web.context, enrolApp, visit.staff, given);
  const result = await orErrors(deed, passwordFields);
  if ("errors" in result) return showApp(visit, seed || undefined, result);
  return seeOther(visit.reply, `${accountPath}?done=app`);
}

const nothing: FormRefused = { errors: [], status: 200 };

function differs(form: SentForm): FormRefused | undefined {
  if (form.text("password") === form.text("repeated")) return undefined;
  const error: FieldError = { field: "repeated", message: "The two passwords differ." };
  return { errors: [error], status: 422 };
}

function sessionOf({ request, web }: Visit): string {
  return cookieOf(request, web, "session") ?? "";
}

function shared(visit: Visit) {
  return { frame: frameOf(visit), csrf: formToken(visit.request, visit.reply, visit.web) };
}

function frameOf({ request, reply, web, staff }: Visit) {
  return consoleFrame(request, reply, web, staff, accountPath, ["passkeys.js", "copy.js"]);
}
