/**
 * Says how much is new since a page was drawn: a number and nothing else, so it is no reading of a
 * case. Keeps no session alive: a page that is left open does not stay signed in.
 */
import type { FastifyInstance } from "fastify";
import { instantInAddress } from "../../lib/instant-in-address.ts";
import { newCases, newEvents } from "../../store/cases/pulse-reader.ts";
import { principalsOf } from "../../store/transaction.ts";
import { staffOf } from "../server/actor-of.ts";
import { readsCases } from "../server/frame-counts.ts";
import type { WebContext } from "../server/web-context.ts";

const pulsePath = "/console/pulse";

/** The address by which a page drawn now asks; with a reference what is new on that case. */
export function pulseOf(now: Date, reference?: string): string {
  const since = new URLSearchParams({ since: now.toISOString() });
  if (reference) since.set("case", reference);
  return `${pulsePath}?${since}`;
}

export function pulseRoutes(app: FastifyInstance, web: WebContext): void {
  const config = { takesNotes: true, onlyLooks: true };
  app.get(pulsePath, { config }, async (request, reply) => {
    const staff = await staffOf(request);
    const { since: text, case: reference } = request.query as { since?: string; case?: string };
    const since = instantInAddress(text);
    if (!since || !readsCases(staff)) return reply.send({ fresh: 0 });
    const fresh = await web.context.transaction(staff, (tx) =>
      reference
        ? newEvents(tx, reference, staff.id, since)
        : newCases(tx, principalsOf(staff), since),
    );
    return reply.send({ fresh });
  });
}
