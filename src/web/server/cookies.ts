/**
 * The cookies: a staff session, a portal's key and its reader's time zone, a browser's form secret,
 * a known device, and an attempt at single sign-on. All are HttpOnly and SameSite=Lax; over https also Secure and bound to this host (`__Host-`).
 */
import type { FastifyReply, FastifyRequest } from "fastify";
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
  return request.cookies[fullName(web, name)];
}

/** Without `maxAgeSeconds` the browser forgets it when it closes. */
export function setCookie(
  reply: FastifyReply,
  web: WebContext,
  name: CookieName,
  value: string,
  maxAgeSeconds?: number,
): void {
  void reply.setCookie(fullName(web, name), value, {
    ...attributes(web),
    ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }),
  });
}

export function clearCookie(reply: FastifyReply, web: WebContext, name: CookieName): void {
  void reply.clearCookie(fullName(web, name), attributes(web));
}

/** Whether people reach this installation over https. */
export function isHttps(web: WebContext): boolean {
  return web.context.baseUrl.startsWith("https:");
}

function fullName(web: WebContext, name: CookieName): string {
  return `${isHttps(web) ? "__Host-" : ""}parley-${name}`;
}

function attributes(web: WebContext) {
  return { path: "/", httpOnly: true, sameSite: "lax", secure: isHttps(web) } as const;
}
