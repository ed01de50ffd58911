/** A party's files: handed in by the plain form or in parts, and those that the team gave it, fetched. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { perform } from "../../actions/action.ts";
import { attachFiles } from "../../actions/attachments/attach-files.ts";
import { endUpload } from "../../actions/attachments/end-upload.ts";
import { namesInFile } from "../../actions/identity/file-guard.ts";
import { InvalidInput } from "../../actions/invalid-input.ts";
import { mayLeave } from "../../core/attachments/file-findings.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { isUuid } from "../../lib/uuid7.ts";
import { attachmentOf, attachmentSource } from "../../store/attachments/reader.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { sendSource } from "../files/file-answer.ts";
import { resumableRoutes } from "../files/resumable-routes.ts";
import { fileFault, filesOf, uploadOf } from "../files/upload-words.ts";
import { type Outsider, outsiderOf } from "../server/actor-of.ts";
import { seeOther } from "../server/answers.ts";
import { triedFormOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import { showCase } from "./show-case.tsx";

export function portalFileRoutes(app: FastifyInstance, web: WebContext): void {
  const { context } = web;
  const config = { upload: uploadOf(context.fileLimits), keepsWords: true };
  app.post("/portal/case/files", { config }, (request, reply) => take(web, request, reply));
  app.get("/portal/case/files/:id", (request, reply) => fetchFile(web, request, reply));
  app.post("/portal/case/uploads/:uploadId/end", async (request, reply) => {
    const reporter = await outsiderOf(request);
    if (!reporter) return seeOther(reply, "/portal");
    const { uploadId } = request.params as { uploadId: string };
    await perform(context, endUpload, reporter, { caseId: reporter.caseId, uploadId });
    return seeOther(reply, "/portal/case#files");
  });
  resumableRoutes(app, web, "/portal/case/uploads", async (request) => {
    const actor = await reporterOf(request);
    return { actor, caseId: actor.caseId };
  });
}

async function reporterOf(request: FastifyRequest): Promise<Outsider> {
  const reporter = await outsiderOf(request);
  if (!reporter) throw new Refusal("access.sign-in");
  return reporter;
}

async function take(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = triedFormOf(request);
  const reporter = await outsiderOf(request);
  if (!reporter) return seeOther(reply, "/portal");
  try {
    if (form.refusal) throw form.refusal;
    await perform(web.context, attachFiles, reporter, {
      caseId: reporter.caseId,
      files: filesOf(form),
      personal: form.text("personal") === "yes",
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const fileError = faultOf(web, error);
    return showCase(web, request, reply, { fileError, status: error.status });
  }
  return seeOther(reply, "/portal/case?sent=files#files");
}

function faultOf(web: WebContext, error: Refusal): string {
  if (error instanceof InvalidInput) return error.faults[0]?.message ?? error.message;
  if (error.code === "form.stale") {
    return "Please choose the files and send them once more: this page had been open for long.";
  }
  return fileFault(web.context.fileLimits, error);
}

/** Only what the team gave to this party, and only once it was checked. */
async function fetchFile(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const reporter = await outsiderOf(request);
  if (!reporter) return seeOther(reply, "/portal");
  const { id } = request.params as { id: string };
  if (!isUuid(id)) throw new Refusal("access.not-found");
  const { context } = web;
  const file = await context.transaction(reporter, async (tx) => {
    permit(reporter, "read-case", await membershipOf(tx, reporter.caseId));
    const about = await attachmentOf(context, tx, reporter.caseId, id);
    if (about?.direction !== "out") throw new Refusal("access.not-found");
    if (!mayLeave(about)) throw new Refusal("file.waiting");
    const source = await attachmentSource(context, tx, reporter.caseId, id);
    if (!source) throw new Refusal("access.not-found");
    return { name: about.name, source };
  });
  const names = { caseId: reporter.caseId, attachmentId: id, partyId: reporter.id };
  // It would tell this party who somebody else is: colleagues see where, the party that it waits.
  if ((await namesInFile(context, names)).some(({ blocks }) => blocks)) {
    throw new Refusal("file.waiting");
  }
  return sendSource(request, reply, file);
}
