/** Shows each request one list of policy versions, whatever is added while it is answered. */
import type { FastifyInstance } from "fastify";
import type { PolicyBook } from "./policy-book.ts";

/** A page whose policy changes while it is made would say two things at once. */
export function keepPolicySteady(
  app: FastifyInstance,
  book: Pick<PolicyBook, "duringRequest">,
): void {
  app.addHook("preHandler", (_request, _reply, done) => book.duringRequest(done));
}
