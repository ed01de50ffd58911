/** The report as a file to fill in offline and mail back (ALE-13). */
import type { FastifyInstance } from "fastify";
import { templateJson, templateText } from "../../core/reports/report-template.ts";
import type { WebContext } from "../server/web-context.ts";
import { policyNow } from "./public-frame.tsx";
import { teamKey } from "./team-key.tsx";

export function reportTemplates(app: FastifyInstance, web: WebContext): void {
  app.get("/report/template.txt", async (_, reply) => {
    const policy = policyNow(web);
    const { channels, organisation } = policy;
    const key = await teamKey(web);
    const opening = [
      "Vulnerability Summary Report",
      `To the ${organisation.teamName} <${channels.reportAddress}>`,
      ...(key ? [`OpenPGP key ${key.fingerprint}, from ${web.context.baseUrl}/key.asc`] : []),
    ];
    void reply.header("content-disposition", 'attachment; filename="vulnerability-report.txt"');
    return reply.type("text/plain; charset=utf-8").send(templateText(policy, opening));
  });
  app.get("/report/template.json", async (_, reply) => {
    void reply.header("content-disposition", 'attachment; filename="vulnerability-report.json"');
    return reply.type("application/json").send(templateJson(policyNow(web)));
  });
}
