/**
 * Files and originals, as attachments only: a reporter's file is never shown inline, whatever it
 * claims to be, and never under a type that a browser would open.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { readCase } from "../../actions/cases/read-case.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { isUuid } from "../../lib/uuid7.ts";
import { attachmentContent } from "../../store/attachments/reader.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { originalOf } from "../../store/reports/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { staffOf } from "../server/actor-of.ts";
import type { WebContext } from "../server/web-context.ts";
import { sendFile } from "./send-file.ts";

type Params = { reference: string; id: string };
type Download = { name: string; bytes: Buffer };

export function fileRoutes(app: FastifyInstance, web: WebContext): void {
  const { context } = web;
  app.get("/console/cases/:reference/files/:id", (request, reply) =>
    download(web, request, reply, async (tx, caseId, id) => {
      const found = await attachmentContent(context, tx, caseId, id);
      return found && { name: found.name, bytes: found.content };
    }),
  );
  app.get("/console/cases/:reference/reports/:id/original", (request, reply) =>
    download(web, request, reply, async (tx, caseId, id) => {
      const found = await originalOf(context, tx, caseId, id);
      const { reference } = request.params as Params;
      const ending = found?.channel === "mail" ? "eml" : "json";
      return found && { name: `${reference}-original.${ending}`, bytes: found.bytes };
    }),
  );
}

async function download(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
  find: (tx: Tx, caseId: string, id: string) => Promise<Download | undefined>,
): Promise<FastifyReply> {
  const staff = await staffOf(request);
  const { reference, id } = request.params as Params;
  if (!isUuid(id)) throw new Refusal("access.not-found");
  const found = await web.context.transaction(staff, async (tx) => {
    const head = await headOf(tx, reference);
    permit(staff, "read-case", head && (await membershipOf(tx, head.caseId)));
    const file = head && (await find(tx, head.caseId, id));
    if (!head || !file) throw new Refusal("access.not-found");
    return { caseId: head.caseId, file };
  });
  await readCase.run(web.context, staff, { caseId: found.caseId, what: `file ${id}` });
  return sendFile(reply, found.file);
}
