/** Takes the tray's form: sorts what was ticked, or takes it back, and leads back to the tray. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { recallMany, type Sorted, sortMany } from "../../actions/tray/sort-many.ts";
import { Refusal } from "../../core/refusal.ts";
import { isUuid } from "../../lib/uuid7.ts";
import { sortedBy } from "../../store/cases/tray-reader.ts";
import { staffOf } from "../server/actor-of.ts";
import { seeOther } from "../server/answers.ts";
import { noteRefusal } from "../server/note-refusal.ts";
import { formOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import { isSorting, showTray } from "./tray-page.tsx";

/** A page of the tray, and as many again. */
const messagesMax = 100;

export function sortTrayRoutes(app: FastifyInstance, web: WebContext): void {
  const { context } = web;
  app.post("/console/tray", async (request, reply) => {
    const staff = await staffOf(request);
    const form = formOf(request);
    const as = form.text("as");
    const caseIds = form.all("case").filter(isUuid).slice(0, messagesMax);
    if (!isSorting(as) || caseIds.length === 0) throw new Refusal("tray.nothing-chosen");
    const batch = context.newId();
    const sorted = await sortMany(context, staff, caseIds, { as, batch });
    const isTold = as === "acknowledge";
    if (sorted.refused.length === 0) {
      const said = isTold ? `acknowledged=${sorted.done.length}` : `sorted=${batch}`;
      return seeOther(reply, `/console/tray?${said}`);
    }
    await noteAll(web, request, sorted);
    const at = { request, reply, web, staff };
    return showTray(at, {}, { as, sorted, batch: isTold ? null : batch });
  });

  app.post("/console/tray/recall", async (request, reply) => {
    const staff = await staffOf(request);
    const batch = formOf(request).text("batch");
    const found = isUuid(batch)
      ? await context.transaction(staff, (tx) => sortedBy(tx, batch))
      : [];
    if (found.length === 0) throw new Refusal("tray.nothing-chosen");
    const sorted = await recallMany(
      context,
      staff,
      found.map(({ caseId }) => caseId),
    );
    if (sorted.refused.length === 0) {
      return seeOther(reply, `/console/tray?recalled=${sorted.done.length}`);
    }
    await noteAll(web, request, sorted);
    return showTray({ request, reply, web, staff }, {}, { as: "recall", sorted, batch: null });
  });
}

async function noteAll(web: WebContext, request: FastifyRequest, { refused }: Sorted) {
  for (const { refusal } of refused) await noteRefusal(web, request, refusal);
}
