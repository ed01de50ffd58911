/** Shows a message as the letter that it would be, with its words kept in the form. Sends nothing. */
import type { FastifyInstance } from "fastify";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { staffOf } from "../server/actor-of.ts";
import { formOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import { showCase } from "./case-page.tsx";

export function letterPreviewRoutes(app: FastifyInstance, web: WebContext): void {
  app.post("/console/cases/:reference/letter-preview", async (request, reply) => {
    const staff = await staffOf(request);
    const { reference } = request.params as { reference: string };
    await web.context.transaction(staff, async (tx) => {
      const head = await headOf(tx, reference);
      if (!head) throw new Refusal("access.not-found");
      permit(staff, "send-message", await membershipOf(tx, head.caseId));
    });
    const { values: previewed } = formOf(request);
    return showCase({ request, reply, web, staff, previewed }, reference, "conversation");
  });
}
