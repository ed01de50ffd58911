/** A party gets what is held about it, and asks that it is erased. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { perform } from "../../actions/action.ts";
import { exportPerson } from "../../actions/retention/export-person.ts";
import { requestErasure } from "../../actions/retention/request-erasure.ts";
import { Refusal } from "../../core/refusal.ts";
import { sendFile } from "../console/send-file.ts";
import { outsiderOf } from "../server/actor-of.ts";
import { seeOther } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { showCase } from "./show-case.tsx";

export function yourDataRoutes(app: FastifyInstance, web: WebContext): void {
  app.post("/portal/case/your-data", async (request, reply) => {
    const party = await outsiderOf(request);
    if (!party) return seeOther(reply, "/portal");
    const { caseId } = party;
    const { fileName, archive } = await perform(web.context, exportPerson, party, { caseId });
    return sendFile(reply, { name: fileName, bytes: Buffer.from(archive, "base64") });
  });
  app.post("/portal/case/erasure", (request, reply) => ask(web, request, reply));
}

async function ask(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const party = await outsiderOf(request);
  if (!party) return seeOther(reply, "/portal");
  try {
    await perform(web.context, requestErasure, party, { caseId: party.caseId });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return showCase(web, request, reply, { dataError: error.message, status: error.status });
  }
  return seeOther(reply, "/portal/case#your-data");
}
