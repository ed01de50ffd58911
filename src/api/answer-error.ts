/**
 * What the API answers when something was refused or went wrong: a stable code and one sentence.
 * Never a stack, a statement or a value that was sent.
 */
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { InvalidInput } from "../actions/invalid-input.ts";
import { Refusal } from "../core/refusal.ts";

export function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply) {
  const refusal = refusalOf(thrown);
  void reply.header("cache-control", "no-store");
  if (!refusal) {
    request.log.error({ err: thrown }, "request failed");
    const message = "Something went wrong here. Nothing you sent was kept half-way.";
    return reply.code(500).send({ code: "internal", message, requestId: request.id });
  }
  if (refusal.status >= 500) request.log.error({ err: thrown }, "request failed");
  const { code, message, details } = refusal;
  const faults = refusal instanceof InvalidInput ? { faults: refusal.faults } : {};
  return reply
    .code(refusal.status)
    .send({ code, message, details, ...faults, requestId: request.id });
}

/** Refusals, and the framework's complaints about a request in our words; undefined is a bug. */
function refusalOf(thrown: unknown): Refusal | undefined {
  if (thrown instanceof Refusal) return thrown;
  const { statusCode: status, code } = (thrown ?? {}) as Partial<FastifyError>;
  // PostgreSQL's errors have codes of their own, and no status.
  if (status === undefined || status < 400 || status >= 500) return undefined;
  if (status === 413) return new Refusal("input.too-large", { limit: "limit" });
  if (status === 415 || code === "FST_ERR_CTP_INVALID_MEDIA_TYPE")
    return new Refusal("request.type");
  return new Refusal("request.malformed");
}
