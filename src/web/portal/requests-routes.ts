/** The reporter's requests, plans and choice of news; without script, and with every word kept. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Action, perform } from "../../actions/action.ts";
import { formOf as formOfAction } from "../../actions/form-of.ts";
import { inputOfForm } from "../../actions/input-of-form.ts";
import { InvalidInput } from "../../actions/invalid-input.ts";
import { answerQuestion } from "../../actions/messages/answer-question.ts";
import { askConsent } from "../../actions/portal/ask-consent.ts";
import { askStatus } from "../../actions/portal/ask-status.ts";
import { chooseNews } from "../../actions/portal/choose-news.ts";
import { confirmFix } from "../../actions/portal/confirm-fix.ts";
import { disputeDecision, withdrawObjection } from "../../actions/portal/dispute-decision.ts";
import { tellPlan } from "../../actions/portal/tell-plan.ts";
import { withdrawConsentRequest } from "../../actions/portal/withdraw-consent-request.ts";
import { Refusal } from "../../core/refusal.ts";
import type { FormDescription } from "../../lib/form-description.ts";
import type { FieldError } from "../../ui/form-errors.tsx";
import { outsiderOf } from "../server/actor-of.ts";
import { seeOther } from "../server/answers.ts";
import { formOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import { showCase } from "./show-case.tsx";

const formed = (action: unknown) => formOfAction(action as Action);

export function requestsRoutes(app: FastifyInstance, web: WebContext): void {
  const deed = (path: string, action: unknown, to: string) =>
    app.post(path, (request, reply) => did(web, request, reply, action as Action, to));
  deed("/portal/requests/status", askStatus, "requests");
  deed("/portal/requests/consent", askConsent, "consent");
  deed("/portal/requests/withdraw", withdrawConsentRequest, "consent");
  deed("/portal/objections", disputeDecision, "objections");
  deed("/portal/objections/withdraw", withdrawObjection, "objections");
  deed("/portal/answers", answerQuestion, "conversation");
  deed("/portal/fix", confirmFix, "fix");
  deed("/portal/plan", tellPlan, "plan");
  deed("/portal/news", chooseNews, "news");
}

/** `to`: where on the page the answer stands. */
async function did(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
  action: Action,
  to: string,
): Promise<FastifyReply> {
  const { values } = formOf(request);
  const party = await outsiderOf(request);
  if (!party) return seeOther(reply, "/portal");
  const form = formed(action);
  try {
    // The case is the reader's own, whatever the body says.
    const input = { ...inputOfForm(form, values), caseId: party.caseId };
    await perform(web.context, action, party, input);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const sentSeat = { form: form.name, values, errors: errorsOf(error, form) };
    return showCase(web, request, reply, { sentSeat, status: error.status });
  }
  return seeOther(reply, `/portal/case#${to}`);
}

const fieldOf: Readonly<Record<string, string>> = {
  "plan.date": "on",
  "publish.date": "on",
  "fix.words": "text",
};

function errorsOf(error: Refusal, form: FormDescription): FieldError[] {
  if (!(error instanceof InvalidInput)) {
    const field = fieldOf[error.code];
    return [{ message: error.message, ...(field ? { field } : {}) }];
  }
  return error.faults.map(({ field, message }) => {
    const label = form.fields.find(({ name }) => name === field)?.label ?? field;
    return { field, message: /^[a-z]/.test(message) ? `“${label}” ${message}.` : message };
  });
}
