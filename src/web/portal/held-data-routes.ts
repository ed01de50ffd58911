/** The reporter's answer to a proposal on how data that they hold back travels; without script. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { perform } from "../../actions/action.ts";
import { InvalidInput } from "../../actions/invalid-input.ts";
import { answerTransmission } from "../../actions/transmissions/answer-transmission.ts";
import { Refusal } from "../../core/refusal.ts";
import { outsiderOf } from "../server/actor-of.ts";
import { seeOther } from "../server/answers.ts";
import { formOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import { showCase } from "./show-case.tsx";

export function heldDataRoutes(app: FastifyInstance, web: WebContext): void {
  app.post("/portal/transmission", (request, reply) => answer(web, request, reply));
}

async function answer(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = formOf(request);
  const reporter = await outsiderOf(request);
  if (!reporter) return seeOther(reply, "/portal");
  const { caseId } = reporter;
  const [id, text] = [form.text("transmissionId"), form.text("text")];
  const input = { caseId, transmissionId: id, answer: form.text("answer"), text };
  try {
    await perform(web.context, answerTransmission, reporter, input);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [fault] = error instanceof InvalidInput ? error.faults : [];
    const message = fault ? `This ${fault.message}.` : error.message;
    const heldDataError = { message, text, id };
    return showCase(web, request, reply, { heldDataError, status: error.status });
  }
  return seeOther(reply, "/portal/case#held-data");
}
