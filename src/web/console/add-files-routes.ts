/** Takes the plain form with files for a case, and ends an upload from its list; both work without script. */
import type { FastifyInstance } from "fastify";
import { perform } from "../../actions/action.ts";
import { attachFiles } from "../../actions/attachments/attach-files.ts";
import { endUpload } from "../../actions/attachments/end-upload.ts";
import { Refusal } from "../../core/refusal.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import type { Context } from "../../store/context.ts";
import { filesOf, uploadOf } from "../files/upload-words.ts";
import { type Staff, staffOf } from "../server/actor-of.ts";
import { seeOther } from "../server/answers.ts";
import { triedFormOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import { casePath } from "./at-case.ts";
import { showCase } from "./case-page.tsx";

type Params = { reference: string; uploadId: string };

export function addFilesRoutes(app: FastifyInstance, web: WebContext): void {
  const { context } = web;
  const config = { upload: uploadOf(context.fileLimits), keepsWords: true };
  app.post("/console/cases/:reference/files", { config }, async (request, reply) => {
    const staff = await staffOf(request);
    const { reference } = request.params as Params;
    const form = triedFormOf(request);
    try {
      if (form.refusal) throw form.refusal;
      const caseId = await caseIdOf(context, staff, reference);
      const partyId = form.text("partyId") || undefined;
      await perform(context, attachFiles, staff, { caseId, partyId, files: filesOf(form) });
      return seeOther(reply, `${casePath(reference, "files")}?done=attach-files`);
    } catch (error) {
      const shown = error instanceof Refusal && error.status < 500 && error.status !== 404;
      if (!shown) throw error;
      const sent = { deed: "attach-files", values: form.values, refusal: error };
      return showCase({ request, reply, web, staff }, reference, "files", sent);
    }
  });
  app.post("/console/cases/:reference/uploads/:uploadId/end", async (request, reply) => {
    const staff = await staffOf(request);
    const { reference, uploadId } = request.params as Params;
    const caseId = await caseIdOf(context, staff, reference);
    await perform(context, endUpload, staff, { caseId, uploadId });
    return seeOther(reply, `${casePath(reference, "files")}?done=end-upload`);
  });
}

export async function caseIdOf(context: Context, staff: Staff, reference: string): Promise<string> {
  const head = await context.transaction(staff, (tx) => headOf(tx, reference));
  if (!head) throw new Refusal("access.not-found");
  return head.caseId;
}
