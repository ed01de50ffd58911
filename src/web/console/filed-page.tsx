/**
 * What a support agent filed: how each report stands and what they and the team wrote each other. On
 * a case the agent is a party on its own side, and reads by that party's wall, never by a colleague's.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { perform } from "../../actions/action.ts";
import { sendMessage } from "../../actions/messages/send-message.ts";
import { fileReport } from "../../actions/reports/file-report.ts";
import { formLimitsInWords } from "../../core/attachments/file-limits.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { lastValueOf } from "../../lib/form-description.ts";
import { linkTokenOf } from "../../lib/secret-code.ts";
import { isUuid } from "../../lib/uuid7.ts";
import { type CustomerView, customerOf, findCustomers } from "../../store/customers/reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { type FiledReport, filedReports, filingParty } from "../../store/portal/filed-reports.ts";
import { filesOf, uploadOf } from "../files/upload-words.ts";
import { staffOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import { orErrors } from "../server/or-errors.ts";
import { formOf, triedFormOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import type { ConsoleRequest } from "./console-frame.tsx";
import { FiledPage } from "./filed-panels.tsx";
import { filedPath } from "./filed-words.ts";
import { doHouseDeed, type SentHouseForm } from "./house-form.tsx";
import { TicketPage } from "./ticket-page.tsx";

/** At which field a refusal is told. */
const fields = {
  "report.address": "email",
  "customer.unknown": "organisation",
  "file.over-limits": "files",
  "input.too-large": "files",
} as const;

export function filedRoutes(app: FastifyInstance, web: WebContext): void {
  const visit = async (request: FastifyRequest, reply: FastifyReply): Promise<ConsoleRequest> => {
    const staff = await staffOf(request);
    permit(staff, "file-report");
    return { request, reply, web, staff };
  };
  const config = { upload: uploadOf(web.context.fileLimits), keepsWords: true };
  app.get(filedPath, async (request, reply) => showList(await visit(request, reply), {}));
  app.post(filedPath, { config }, async (request, reply) => {
    const at = await visit(request, reply);
    const files = filesOf(triedFormOf(request));
    const result = await doHouseDeed(at, fileReport, fields, { files });
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
    const deed = perform(web.context, sendMessage, filingParty(ticket), message);
    const result = await orErrors(deed);
    if ("errors" in result) return showTicket(at, { typed, ...result });
    return seeOther(reply, `${filedPath}/${encodeURIComponent(ticket.head.reference)}?done=sent`);
  });
}

async function ticketOf(at: ConsoleRequest): Promise<FiledReport> {
  const { reference } = at.request.params as { reference: string };
  const { context } = at.web;
  const { ticket } = at.request.query as { ticket?: string };
  const filed = await filedReports(context, at.staff, ticket);
  const found = filed.find(({ head }) => head.reference === reference);
  if (!found) throw new Refusal("access.not-found");
  return found;
}

async function showList(
  at: ConsoleRequest,
  shown: { sent?: SentHouseForm; receiptCode?: string },
): Promise<FastifyReply> {
  const { context } = at.web;
  const asked = at.request.query as { ticket?: string; customer?: string; customerId?: string };
  const chosenId = shown.sent ? lastValueOf(shown.sent.values, "customerId") : asked.customerId;
  const customers = await customersFor(at, { words: asked.customer, chosenId });
  const page = FiledPage({
    at,
    filed: await filedReports(context, at.staff, asked.ticket?.trim() || undefined),
    ticket: asked.ticket?.trim() ?? "",
    // A new one for each form: the same form sent twice files one report.
    key: linkTokenOf(context.randomBytes(16)),
    fileLimits: formLimitsInWords(context.fileLimits),
    ...customers,
    ...shown,
  });
  return render(at.reply, page, shown.sent?.refused.status ?? 200);
}

/** Found by words of the name, or chosen already. */
async function customersFor(
  at: ConsoleRequest,
  { words, chosenId }: { words: string | undefined; chosenId: string | undefined },
): Promise<{ customers: CustomerView[] | undefined; chosen: CustomerView | undefined }> {
  const { context } = at.web;
  return context.transaction(at.staff, async (tx) => ({
    customers: words?.trim() ? await findCustomers(context, tx, words) : undefined,
    chosen: chosenId && isUuid(chosenId) ? await customerOf(context, tx, chosenId) : undefined,
  }));
}

async function showTicket(
  at: ConsoleRequest,
  shown: { typed?: string; errors?: Parameters<typeof TicketPage>[0]["errors"]; status?: number },
): Promise<FastifyReply> {
  const filed = await ticketOf(at);
  const { context } = at.web;
  const { customerId } = filed;
  const thread = await context.transaction(filingParty(filed), (tx) =>
    threadOf(context, tx, filed.caseId),
  );
  const customer = customerId
    ? await context.transaction(at.staff, (tx) => customerOf(context, tx, customerId))
    : undefined;
  const { typed = "", errors = [], status = 200 } = shown;
  return render(at.reply, TicketPage({ at, filed, thread, customer, typed, errors }), status);
}
