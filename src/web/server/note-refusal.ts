/** Puts a refusal of somebody whom we know on record, whichever page or deed it came from. */
import type { FastifyRequest } from "fastify";
import { isOnRecord, recordRefusal } from "../../actions/access/record-refusal.ts";
import type { Actor } from "../../core/people/actor.ts";
import type { Refusal } from "../../core/refusal.ts";
import { findStaff, outsiderOf } from "./actor-of.ts";
import type { WebContext } from "./web-context.ts";

/** An address that leads nowhere at all is no attempt on anything. */
export async function noteRefusal(
  web: WebContext,
  request: FastifyRequest,
  refusal: Refusal,
): Promise<void> {
  // A bug or an outage in one of many cases: its page is no error, so that nothing else logs it.
  if (refusal.code === "case.failed") request.log.error({ err: refusal.cause }, "a deed failed");
  const { url } = request.routeOptions;
  if (url === undefined || !isOnRecord(refusal)) return;
  // Without cookies yet nobody is known: the address itself was refused.
  if (!request.cookies) return;
  const actor = await whoWas(request, url);
  if (!actor) return;
  const { reference, caseId, deed } = request.params as Readonly<Record<string, string>>;
  const what = deed && /^[a-z-]{1,60}$/.test(deed) ? deed : url;
  await recordRefusal(web.context, actor, refusal, { what, on: reference ?? caseId });
}

/** On the portal a party asks, also from a browser in which a colleague is signed in. */
function whoWas(request: FastifyRequest, url: string): Promise<Actor | undefined> {
  return url.startsWith("/portal/") ? outsiderOf(request) : findStaff(request);
}
