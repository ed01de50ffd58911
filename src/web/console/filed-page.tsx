/**
 * What a support agent filed: how each report stands and what they and the team wrote each other. On
 * a case the agent is a party on its own side, and reads by that party's wall, never by a colleague's.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { perform } from "../../actions/action.ts";
import { sendMessage } from "../../actions/messages/send-message.ts";
import { fileReport } from "../../actions/reports/file-report.ts";
import type { Actor } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { type Filing, ownFilings } from "../../store/portal/filings-reader.ts";
import { type PartyCase, partyCaseOf } from "../../store/portal/party-case-reader.ts";
import { staffOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import { orErrors } from "../server/or-errors.ts";
import { formOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import type { ConsoleRequest } from "./console-frame.tsx";
import { FiledPage, filedPath, TicketPage } from "./filed-panels.tsx";
import { doHouseDeed, type SentHouseForm } from "./house-form.tsx";

export interface Ticket extends Filing {
  readonly head: PartyCase;
}

export function filedRoutes(app: FastifyInstance, web: WebContext): void {
  const visit = async (request: FastifyRequest, reply: FastifyReply): Promise<ConsoleRequest> => {
    const staff = await staffOf(request);
    permit(staff, "file-report");
    return { request, reply, web, staff };
  };
  app.get(filedPath, async (request, reply) => showList(await visit(request, reply), {}));
  app.post(filedPath, async (request, reply) => {
    const at = await visit(request, reply);
    const result = await doHouseDeed(at, fileReport, { "report.address": "email" });
    if ("sent" in result) return showList(at, { sent: result.sent });
    // Shown in answer to the form alone: the code is in no address.
    return showList(at, { receiptCode: result.done.receiptCode });
  });
  app.get(`${filedPath}/:reference`, async (request, reply) =>
    showTicket(await visit(request, reply), {}),
  );
  app.post(`${filedPath}/:reference`, async (request, reply) => {
    const at = await visit(request, reply);
    const ticket = await ticketOf(at);
    const typed = formOf(request).text("text");
    const message = { caseId: ticket.caseId, text: typed };
    const deed = perform(web.context, sendMessage, partyOf(ticket), message);
    const result = await orErrors(deed);
    if ("errors" in result) return showTicket(at, { typed, ...result });
    return seeOther(reply, `${filedPath}/${encodeURIComponent(ticket.head.reference)}?done=sent`);
  });
}

/** The agent on the case of that report: a party, with no more reach than one. */
function partyOf({ partyId: id, caseId }: Filing): Extract<Actor, { kind: "outsider" }> {
  return { kind: "outsider", id, role: "support", caseId, side: id };
}

async function ticketsOf(at: ConsoleRequest): Promise<Ticket[]> {
  const { context } = at.web;
  const tickets: Ticket[] = [];
  for (const filing of await context.transaction(at.staff, ownFilings)) {
    const party = partyOf(filing);
    const head = await context.transaction(party, (tx) => partyCaseOf(tx, party.id));
    if (head) tickets.push({ ...filing, head });
  }
  return tickets;
}

async function ticketOf(at: ConsoleRequest): Promise<Ticket> {
  const { reference } = at.request.params as { reference: string };
  const found = (await ticketsOf(at)).find(({ head }) => head.reference === reference);
  if (!found) throw new Refusal("access.not-found");
  return found;
}

async function showList(
  at: ConsoleRequest,
  shown: { sent?: SentHouseForm; receiptCode?: string },
): Promise<FastifyReply> {
  const page = FiledPage({ at, tickets: await ticketsOf(at), ...shown });
  return render(at.reply, page, shown.sent?.refused.status ?? 200);
}

async function showTicket(
  at: ConsoleRequest,
  shown: { typed?: string; errors?: Parameters<typeof TicketPage>[0]["errors"]; status?: number },
): Promise<FastifyReply> {
  const ticket = await ticketOf(at);
  const { context } = at.web;
  const thread = await context.transaction(partyOf(ticket), (tx) =>
    threadOf(context, tx, ticket.caseId),
  );
  const { typed = "", errors = [], status = 200 } = shown;
  return render(at.reply, TicketPage({ at, head: ticket.head, thread, typed, errors }), status);
}
