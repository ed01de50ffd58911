/** The preview of a publication: the very page that would be published, for members of its case only. */
import type { FastifyInstance } from "fastify";
import { readCase } from "../../actions/cases/read-case.ts";
import { firstRevision } from "../../core/advisories/revise.ts";
import { utcInstant } from "../../core/advisories/utc-instant.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { advisoryHtml } from "../../formats/html/advisory-page.tsx";
import { publicSite } from "../../formats/html/public-site.ts";
import { headOf, policyOf } from "../../store/cases/head-reader.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { publicationsOf } from "../../store/publications/reader.ts";
import { staffOf } from "../server/actor-of.ts";
import type { WebContext } from "../server/web-context.ts";
import { casePath } from "./at-case.ts";

type Params = { reference: string; number: string };

export function previewRoutes(app: FastifyInstance, web: WebContext): void {
  const { context } = web;
  app.get("/console/cases/:reference/publications/:number/preview", async (request, reply) => {
    const staff = await staffOf(request);
    const { reference, number } = request.params as Params;
    const { head, publication } = await context.transaction(staff, async (tx) => {
      const head = await headOf(tx, reference);
      permit(staff, "read-case", head && (await membershipOf(tx, head.caseId)));
      const all = head ? await publicationsOf(context, tx, head.caseId) : [];
      return { head, publication: all.find((each) => each.number === number) };
    });
    if (!head || !publication) throw new Refusal("access.not-found");
    await readCase.run(context, staff, { caseId: head.caseId, what: "publications" });
    const release = { date: utcInstant(context.now().toISOString()), summary: "Initial version." };
    const page = casePath(reference, `publications/${number}`);
    const html = advisoryHtml(firstRevision(publication.content, release), {
      ...publicSite(policyOf(context, head)),
      pageUrl: `${context.baseUrl}/publications/${number}`,
      csafUrl: page,
      preview: page,
    });
    return reply.type("text/html; charset=utf-8").send(html);
  });
}
