/** Puts a session, and the proof that this browser signed in before, into cookies. */
import type { FastifyReply } from "fastify";
import { clearCookie, setCookie } from "../server/cookies.ts";
import type { WebContext } from "../server/web-context.ts";

const day = 24 * 60 * 60;

/** A session's cookie lives no longer than the longest session. */
export function keepSessionCookie(reply: FastifyReply, web: WebContext, session: string): void {
  setCookie(reply, web, "session", session, 7 * day);
}

export function keepDeviceCookie(reply: FastifyReply, web: WebContext, device: string): void {
  setCookie(reply, web, "device", device, 180 * day);
}

export function forgetSession(reply: FastifyReply, web: WebContext): void {
  clearCookie(reply, web, "session");
}
