/**
 * The token that every form carries. It is the keyed hash of a secret that only this browser has
 * as a cookie, so another site can neither read nor make it. Needs no script and no Origin header,
 * which Tor Browser and privacy tools may leave out.
 */
import { timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Refusal } from "../../core/refusal.ts";
import { linkTokenOf } from "../../lib/secret-code.ts";
import { cookieOf, setCookie } from "./cookies.ts";
import type { WebContext } from "./web-context.ts";

/** The token for a form on the page being answered; gives the browser its secret if it has none. */
export function formToken(request: FastifyRequest, reply: FastifyReply, web: WebContext): string {
  request.formSecret ??= secretOf(request, web) ?? newSecret(reply, web);
  return tokenFor(web, request.formSecret);
}

/** Refuses with form.stale where the token does not belong to the browser's secret. */
export function checkFormToken(request: FastifyRequest, web: WebContext, token: string): void {
  const secret = secretOf(request, web);
  const expected = Buffer.from(secret === undefined ? "" : tokenFor(web, secret));
  const given = Buffer.from(token);
  if (!secret || given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new Refusal("form.stale");
  }
}

function secretOf(request: FastifyRequest, web: WebContext): string | undefined {
  const value = cookieOf(request, web, "form");
  return value && /^[\w-]{22}$/.test(value) ? value : undefined;
}

function newSecret(reply: FastifyReply, web: WebContext): string {
  const secret = linkTokenOf(web.context.randomBytes(16));
  setCookie(reply, web, "form", secret);
  return secret;
}

function tokenFor(web: WebContext, secret: string): string {
  return web.context.masterKey.hash("cookie", `form ${secret}`).toString("base64url");
}
