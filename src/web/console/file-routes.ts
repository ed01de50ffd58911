/**
 * Files, as downloads only: a reporter's file is never shown inline, whatever it claims to be. What is shown of one is a picture that we drew ourselves. Large ones come in parts.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { readCase } from "../../actions/cases/read-case.ts";
import { mayLeave } from "../../core/attachments/file-findings.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { isUuid } from "../../lib/uuid7.ts";
import { attachmentOf, attachmentSource, previewOf } from "../../store/attachments/reader.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { asOwnPicture, sendSource } from "../files/file-answer.ts";
import { resumableRoutes } from "../files/resumable-routes.ts";
import { staffOf } from "../server/actor-of.ts";
import type { WebContext } from "../server/web-context.ts";
import { addFilesRoutes, caseIdOf } from "./add-files-routes.ts";

type Params = { reference: string; id: string };

export function fileRoutes(app: FastifyInstance, web: WebContext): void {
  const { context } = web;
  app.get("/console/cases/:reference/files/:id/content", async (request, reply) => {
    const file = await found(web, request, async (tx, caseId, id) => {
      const about = await attachmentOf(context, tx, caseId, id);
      if (!about) return undefined;
      if (!mayLeave(about)) {
        throw new Refusal(about.state === "waiting" ? "file.waiting" : "file.suspicious");
      }
      const source = await attachmentSource(context, tx, caseId, id);
      return source && { name: about.name, source };
    });
    return sendSource(request, reply, file);
  });
  app.get("/console/cases/:reference/files/:id/picture", async (request, reply) => {
    const preview = await found(web, request, async (tx, caseId, id) => {
      const about = await attachmentOf(context, tx, caseId, id);
      return about && mayLeave(about) ? previewOf(context, tx, caseId, id) : undefined;
    });
    if (preview.is !== "image") throw new Refusal("access.not-found");
    return asOwnPicture(reply, preview.type).send(Buffer.from(preview.base64, "base64"));
  });
  addFilesRoutes(app, web);
  resumableRoutes(app, web, "/console/cases/:reference/uploads", async (request) => {
    const actor = await staffOf(request);
    const { reference } = request.params as Params;
    return { actor, caseId: await caseIdOf(context, actor, reference) };
  });
}

/** What was asked for in a case that this colleague reads; that they took it is recorded. */
async function found<T>(
  web: WebContext,
  request: FastifyRequest,
  find: (tx: Tx, caseId: string, id: string) => Promise<T | undefined>,
): Promise<T> {
  const staff = await staffOf(request);
  const { reference, id } = request.params as Params;
  if (!isUuid(id)) throw new Refusal("access.not-found");
  const { caseId, value } = await web.context.transaction(staff, async (tx) => {
    const head = await headOf(tx, reference);
    permit(staff, "read-case", head && (await membershipOf(tx, head.caseId)));
    const value = head && (await find(tx, head.caseId, id));
    if (!head || value === undefined) throw new Refusal("access.not-found");
    return { caseId: head.caseId, value };
  });
  await readCase.run(web.context, staff, { caseId, what: `file ${id}` });
  return value;
}
