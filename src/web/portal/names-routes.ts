/** The reporter's own word on thanks and on who may learn their name; without script, and at once. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Action, perform } from "../../actions/action.ts";
import { answerPermission } from "../../actions/identity/answer-permission.ts";
import { chooseCredit } from "../../actions/identity/choose-credit.ts";
import { InvalidInput } from "../../actions/invalid-input.ts";
import { Refusal } from "../../core/refusal.ts";
import { outsiderOf } from "../server/actor-of.ts";
import { seeOther } from "../server/answers.ts";
import { formOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import type { SentNames } from "./names-panel.tsx";
import { showCase } from "./show-case.tsx";

export function namesRoutes(app: FastifyInstance, web: WebContext): void {
  app.post("/portal/credit", (request, reply) => {
    const form = formOf(request);
    const input = { choice: form.text("choice"), print: form.text("print") };
    return done(web, request, reply, chooseCredit as Action, input, input);
  });
  app.post("/portal/permission", (request, reply) => {
    const form = formOf(request);
    const input = { permissionId: form.text("permissionId"), allow: form.text("allow") };
    return done(web, request, reply, answerPermission as Action, input);
  });
}

async function done(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
  action: Action,
  input: object,
  sentNames?: SentNames,
): Promise<FastifyReply> {
  const reporter = await outsiderOf(request);
  if (!reporter) return seeOther(reply, "/portal");
  try {
    await perform(web.context, action, reporter, { ...input, caseId: reporter.caseId });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [fault] = error instanceof InvalidInput ? error.faults : [];
    const message = fault ? `This ${fault.message}.` : error.message;
    const errors = [{ field: "print", message }];
    const names = { namesErrors: errors, ...(sentNames ? { sentNames } : {}) };
    return showCase(web, request, reply, { ...names, status: error.status });
  }
  return seeOther(reply, "/portal/case#your-name");
}
