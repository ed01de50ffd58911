/**
 * To the organisation's own sign-in and back: to sign in, to confirm that it is still them, or to
 * link an account. The browser's part of the attempt is one cookie; without it the way back is shut.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { recordAccess } from "../../actions/access/record-access.ts";
import { perform } from "../../actions/action.ts";
import { confirmBySso, linkSso } from "../../actions/people/link-sso.ts";
import { signInBySso } from "../../actions/people/sign-in-by-sso.ts";
import { type AttemptPurpose, beginAttempt, endAttempt } from "../../actions/people/sso-attempt.ts";
import { permit } from "../../core/people/permit.ts";
import type { SignOnClaims, SingleSignOn } from "../../core/people/single-sign-on.ts";
import { Refusal } from "../../core/refusal.ts";
import { signingIn, staffOf } from "../server/actor-of.ts";
import { localPath, seeOther } from "../server/answers.ts";
import { clearCookie, cookieOf, setCookie } from "../server/cookies.ts";
import { deviceOfRequest } from "../server/device.ts";
import type { WebContext } from "../server/web-context.ts";
import { keepSessionCookie } from "./session-cookies.ts";
import { start } from "./show-sign-in.tsx";

const path = "/sign-in/single-sign-on";
const attemptSeconds = 5 * 60;
const purposes: readonly AttemptPurpose[] = ["sign-in", "confirm", "link"];

interface Attempt {
  readonly purpose: AttemptPurpose;
  readonly secret: string;
  readonly next: string;
}

export function singleSignOnRoutes(app: FastifyInstance, web: WebContext): void {
  app.get(path, async (request, reply) => {
    const provider = providerOf(web);
    const query = request.query as { for?: string; next?: string };
    const purpose = purposes.find((each) => each === query.for) ?? "sign-in";
    if (purpose !== "sign-in") mustBeAskedHere(request);
    if (purpose === "link") permit(await staffOf(request), "link-sso");
    else if (purpose === "confirm") await staffOf(request);
    const { secret, attempt } = await beginAttempt(web.context, purpose);
    const address = await provider.begin(attempt);
    const next = localPath(query.next, start).slice(0, 250);
    setCookie(reply, web, "sso", `${purpose} ${secret} ${next}`, attemptSeconds);
    return seeOther(reply, address);
  });

  app.get(`${path}/back`, async (request, reply) => {
    const provider = providerOf(web);
    const back = await orCount(web, comeBack(request, reply, web, provider));
    const { purpose, claims, beganAt, next } = back;
    await settle({ request, reply, web }, { purpose, claims, beganAt });
    return seeOther(reply, next);
  });
}

async function comeBack(
  request: FastifyRequest,
  reply: FastifyReply,
  web: WebContext,
  provider: SingleSignOn,
) {
  const { purpose, secret, next } = attemptIn(cookieOf(request, web, "sso"));
  clearCookie(reply, web, "sso");
  const { attempt, beganAt } = await endAttempt(web.context, purpose, secret);
  const claims = await provider.finish(attempt, queryOf(request));
  return { purpose, claims, beganAt, next };
}

/** A way back that was forged, or walked before, is counted as a link that opens nothing. */
async function orCount<T>(web: WebContext, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Refusal && error.code === "sso.refused") {
      const access = { kind: "link.refused", what: "single-sign-on" } as const;
      await recordAccess(web.context, { kind: "anyone" }, access);
    }
    throw error;
  }
}

type Visit = { request: FastifyRequest; reply: FastifyReply; web: WebContext };

async function settle(
  { request, reply, web }: Visit,
  done: { purpose: AttemptPurpose; claims: SignOnClaims; beganAt: Date },
): Promise<void> {
  const { purpose, claims, beganAt } = done;
  const { issuer, subject, secondFactor, name, authenticatedAt } = claims;
  const said = { issuer, subject, secondFactor };
  const { context } = web;
  if (purpose === "sign-in") {
    const given = { ...said, name, device: deviceOfRequest(request) };
    const { session } = await perform(context, signInBySso, await signingIn(request), given);
    return keepSessionCookie(reply, web, session);
  }
  const staff = await staffOf(request);
  if (purpose === "link") return void (await perform(context, linkSso, staff, said));
  const session = cookieOf(request, web, "session") ?? "";
  const proof = { ...said, session, authenticatedAt, beganAt };
  await perform(context, confirmBySso, staff, proof);
}

/**
 * Another site must not set this off in the name of who is signed in here: with its own account open at
 * the provider, it would be linked to theirs. It is a link, since no form may lead to the provider
 * (form-action); so the browser's own word counts. One that says nothing is let through.
 */
function mustBeAskedHere(request: FastifyRequest): void {
  const from = request.headers["sec-fetch-site"];
  if (from === "cross-site" || from === "same-site") throw new Refusal("form.stale");
}

function providerOf(web: WebContext): SingleSignOn {
  if (!web.singleSignOn) throw new Refusal("access.not-found");
  return web.singleSignOn;
}

function attemptIn(cookie: string | undefined): Attempt {
  const [, purpose, secret, next] =
    /^(sign-in|confirm|link) ([\w-]{22}) (\S+)$/.exec(cookie ?? "") ?? [];
  if (!purpose || !secret) throw new Refusal("sso.refused");
  return { purpose: purpose as AttemptPurpose, secret, next: localPath(next, start) };
}

/** As it was sent: the provider's answer is checked letter by letter. */
function queryOf(request: FastifyRequest): string {
  const at = request.url.indexOf("?");
  return at < 0 ? "" : request.url.slice(at);
}
