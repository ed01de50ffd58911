/** Puts a refusal of somebody of ours on record, whichever page or deed it came from. */
import type { FastifyRequest } from "fastify";
import { recordRefusal } from "../../actions/access/record-refusal.ts";
import type { Refusal } from "../../core/refusal.ts";
import { findStaff } from "./actor-of.ts";
import type { WebContext } from "./web-context.ts";

/** An address that leads nowhere at all is no attempt on anything. */
export async function noteRefusal(
  web: WebContext,
  request: FastifyRequest,
  refusal: Refusal,
): Promise<void> {
  const { url } = request.routeOptions;
  if (url === undefined || !refusal.code.startsWith("access.")) return;
  // Without cookies yet nobody is known: the address itself was refused.
  if (refusal.code === "access.sign-in" || !request.cookies) return;
  const staff = await findStaff(request);
  if (!staff) return;
  const { reference, caseId, deed } = request.params as Readonly<Record<string, string>>;
  const what = deed && /^[a-z-]{1,60}$/.test(deed) ? deed : url;
  await recordRefusal(web.context, staff, refusal, { what, on: reference ?? caseId });
}
