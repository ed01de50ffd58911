/**
 * The cookies: a staff session, a portal's key and its reader's time zone, a browser's form secret,
 * a known device, and an attempt at single sign-on. All are HttpOnly and SameSite=Lax; over https also Secure and bound to this host (`__Host-`).
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { isByOnion } from "./onion.ts";
import type { WebContext } from "./web-context.ts";

export type CookieName = "session" | "portal" | "zone" | "form" | "device" | "sso";

/** The cookie's value; undefined where there is none, or one too long to be ours. */
export function cookieOf(
  request: FastifyRequest,
  web: WebContext,
  name: CookieName,
): string | undefined {
  const value = sentCookie(request, web, name);
  return value !== undefined && value.length <= 400 ? value : undefined;
}

/** Whatever was sent under this name, of any length: for counting what is not ours. */
export function sentCookie(
  request: FastifyRequest,
  web: WebContext,
  name: CookieName,
): string | undefined {
  return request.cookies[fullName(isSecure(request, web), name)];
}

/** Without `maxAgeSeconds` the browser forgets it when it closes. */
export function setCookie(
  reply: FastifyReply,
  web: WebContext,
  name: CookieName,
  value: string,
  maxAgeSeconds?: number,
): void {
  const secure = isSecure(reply.request, web);
  void reply.setCookie(fullName(secure, name), value, {
    ...attributes(secure),
    ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }),
  });
}

export function clearCookie(reply: FastifyReply, web: WebContext, name: CookieName): void {
  const secure = isSecure(reply.request, web);
  void reply.clearCookie(fullName(secure, name), attributes(secure));
}

/** Whether people reach this installation over https. */
export function isHttps(web: WebContext): boolean {
  return web.context.baseUrl.startsWith("https:");
}

/** An onion service is reached by http: its address is the key, and Tor the encryption. */
function isSecure(request: FastifyRequest, web: WebContext): boolean {
  return isHttps(web) && !isByOnion(request, web);
}

function fullName(secure: boolean, name: CookieName): string {
  return `${secure ? "__Host-" : ""}parley-${name}`;
}

function attributes(secure: boolean) {
  return { path: "/", httpOnly: true, sameSite: "lax", secure } as const;
}
