/**
 * The page of a plain mail's link: how the report stands, a box for an answer, a place for a key. It
 * shows nothing that anybody wrote, and every word that comes through it is marked as unproven.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { perform } from "../../actions/action.ts";
import { InvalidInput } from "../../actions/invalid-input.ts";
import { sendMessage } from "../../actions/messages/send-message.ts";
import { askStatus } from "../../actions/portal/ask-status.ts";
import { agreePlain } from "../../actions/sending/agree-plain.ts";
import { asksAgainAt } from "../../core/portal/may-ask.ts";
import { newestOf } from "../../core/portal/statement.ts";
import { Refusal } from "../../core/refusal.ts";
import { partyCaseOf } from "../../store/portal/party-case-reader.ts";
import { statementsOf } from "../../store/portal/statement-reader.ts";
import { sendingFactsOf } from "../../store/sending/facts-reader.ts";
import { policyNow } from "../public/public-frame.tsx";
import { linkHolderOf, type Outsider, outsiderOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import { clearCookie } from "../server/cookies.ts";
import { formToken } from "../server/form-token.ts";
import { formOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import { giveKey } from "./give-key.ts";
import { portalFrame } from "./portal-frame.ts";
import { type StepsDone, type StepsField, StepsPage } from "./steps-page.tsx";
import { zoneFor } from "./time-zones.ts";

type Told = { error?: { field: StepsField; message: string; typed: string }; status?: number };

export function stepsRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/portal/steps", (request, reply) => show(web, request, reply, {}));
  app.post("/portal/steps/messages", (request, reply) => {
    const typed = formOf(request).text("text");
    return did(web, request, reply, { field: "text", typed, done: "message" }, (holder) =>
      perform(web.context, sendMessage, holder, {
        ...{ caseId: holder.caseId, text: typed, byLink: true },
      }),
    );
  });
  app.post("/portal/steps/key", (request, reply) => {
    const typed = formOf(request).text("key");
    return did(web, request, reply, { field: "key", typed, done: "key" }, (holder) =>
      giveKey(web, holder, typed, "link"),
    );
  });
  app.post("/portal/steps/status", (request, reply) =>
    did(
      web,
      request,
      reply,
      { field: "status", typed: "", done: "status" },
      ({ caseId, ...holder }) => perform(web.context, askStatus, { ...holder, caseId }, { caseId }),
    ),
  );
  app.post("/portal/steps/plain", (request, reply) => {
    const agree = formOf(request).text("agree");
    return did(web, request, reply, { field: "text", typed: "", done: "plain" }, (holder) =>
      perform(web.context, agreePlain, holder, { caseId: holder.caseId, agree }),
    );
  });
}

async function did(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
  of: { field: StepsField; typed: string; done: StepsDone },
  work: (holder: Outsider) => Promise<unknown>,
): Promise<FastifyReply> {
  const holder = await linkHolderOf(request);
  if (!holder) return seeOther(reply, "/portal");
  try {
    await work(holder);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { field, typed } = of;
    return show(web, request, reply, {
      error: { field, typed, message: sentenceOf(error) },
      status: error.status,
    });
  }
  return seeOther(reply, `/portal/steps?done=${of.done}`);
}

export function sentenceOf(error: Refusal): string {
  const [fault] = error instanceof InvalidInput ? error.faults : [];
  if (!fault) return error.message;
  return /^[a-z]/.test(fault.message) ? `This ${fault.message}.` : fault.message;
}

async function show(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { error, status = 200 }: Told,
): Promise<FastifyReply> {
  const holder = await linkHolderOf(request);
  if (!holder) {
    if (await outsiderOf(request)) return seeOther(reply, "/portal/case");
    clearCookie(reply, web, "portal");
    return seeOther(reply, "/portal");
  }
  const { context } = web;
  const read = await context.transaction(holder, async (tx) => {
    const party = await partyCaseOf(tx, holder.id);
    const said = await statementsOf(context, tx, holder.caseId, holder.id);
    return party && { party, said, sending: await sendingFactsOf(tx, holder.caseId, holder.id) };
  });
  if (!read) return seeOther(reply, "/portal");
  const { party, said } = read;
  const policy =
    context.policies.find(({ version }) => version === party.policyVersion) ?? policyNow(web);
  const askedAt = newestOf(said, "status")?.at;
  const again = asksAgainAt(policy.promises["status-update"], askedAt, context.now());
  const { done } = request.query as { done?: StepsDone };
  const zone = zoneFor(request, web, policy.channels.officeHours.zone);
  const reader = `You follow ${read.party.reference} by the link of a mail`;
  const frame = portalFrame(web, request, reply, reader);
  const csrf = formToken(request, reply, web);
  return render(
    reply,
    <StepsPage {...{ ...read, policy, frame, csrf, zone, error, done, asksAgainAt: again }} />,
    status,
  );
}
