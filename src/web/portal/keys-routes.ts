/** A reporter's keys, plain answers and links, on the page that proves them; without script. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { perform } from "../../actions/action.ts";
import { confirmPartyKey } from "../../actions/party-keys/confirm-party-key.ts";
import { refusePartyKey } from "../../actions/party-keys/refuse-party-key.ts";
import { revokeLink } from "../../actions/party-keys/revoke-link.ts";
import { agreePlain } from "../../actions/sending/agree-plain.ts";
import { Refusal } from "../../core/refusal.ts";
import { type Outsider, outsiderOf } from "../server/actor-of.ts";
import { seeOther } from "../server/answers.ts";
import { formOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import { giveKey } from "./give-key.ts";
import { showCase } from "./show-case.tsx";
import { sentenceOf } from "./steps-routes.tsx";

export function keysRoutes(app: FastifyInstance, web: WebContext): void {
  const { context } = web;
  app.post("/portal/key", (request, reply) => {
    const typed = formOf(request).text("key");
    return did(web, request, reply, typed, (party) => giveKey(web, party, typed, "portal"));
  });
  app.post("/portal/key/answer", (request, reply) => {
    const form = formOf(request);
    const [keyId, answer] = [form.text("keyId"), form.text("answer")];
    return did(web, request, reply, "", (party) => {
      const of = { caseId: party.caseId, keyId };
      return answer === "yes"
        ? perform(context, confirmPartyKey, party, of)
        : perform(context, refusePartyKey, party, of);
    });
  });
  app.post("/portal/plain", (request, reply) => {
    const agree = formOf(request).text("agree");
    return did(web, request, reply, "", ({ caseId, ...party }) =>
      perform(context, agreePlain, { ...party, caseId }, { caseId, agree }),
    );
  });
  app.post("/portal/links/end", (request, reply) =>
    did(web, request, reply, "", (party) =>
      perform(context, revokeLink, party, { caseId: party.caseId, partyId: party.id }),
    ),
  );
}

async function did(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: string,
  work: (party: Outsider) => Promise<unknown>,
): Promise<FastifyReply> {
  const party = await outsiderOf(request);
  if (!party) return seeOther(reply, "/portal");
  try {
    await work(party);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const keyError = { message: sentenceOf(error), typed };
    return showCase(web, request, reply, { keyError, status: error.status });
  }
  return seeOther(reply, "/portal/case#keys");
}
