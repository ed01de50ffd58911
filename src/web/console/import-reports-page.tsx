/** Where the reports of a bounty platform come in from its export. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { perform } from "../../actions/action.ts";
import { importReports } from "../../actions/imports/begin-import.ts";
import { exportedMax } from "../../core/imports/exported-report.ts";
import { permit } from "../../core/people/permit.ts";
import { ownImports } from "../../store/imports/reader.ts";
import { Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import { type FormRefused, orErrors } from "../server/or-errors.ts";
import type { WebContext } from "../server/web-context.ts";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";
import { EarlierImports, ImportForm, importsPath, importUpload, textSent } from "./import-form.tsx";
import { atFile } from "./products-import-page.tsx";

export const importReportsPath = "/console/import-reports";
const path = importReportsPath;

export function importReportsRoutes(app: FastifyInstance, web: WebContext): void {
  const visit = async (request: FastifyRequest, reply: FastifyReply): Promise<ConsoleRequest> => {
    const staff = await staffOf(request);
    permit(staff, "import-reports");
    return { request, reply, web, staff };
  };
  app.get(path, async (request, reply) => show(await visit(request, reply)));
  app.post(path, { config: importUpload }, async (request, reply) => {
    const at = await visit(request, reply);
    const begun = async () =>
      perform(web.context, importReports, at.staff, { text: textSent(request), dryRun: true });
    const result = await orErrors(begun(), { "import.not-text": "files" });
    if ("errors" in result) return show(at, atFile(result));
    return seeOther(reply, `${importsPath}/${result.done.importId}`);
  });
}

async function show(at: ConsoleRequest, refused?: FormRefused): Promise<FastifyReply> {
  const { context } = at.web;
  const imports = await context.transaction(at.staff, (tx) => ownImports(context, tx, "reports"));
  const page = consolePage(at, {
    title: "Import reports",
    current: path,
    children: (
      <>
        <PageHeader
          title="Import reports"
          lede="Reports that lie at a bounty platform come in from its export, each as a case of its own with today’s promises."
        />
        <Panel title="Choose a file">
          <ImportForm at={at} action={path} errors={refused?.errors ?? []} />
        </Panel>
        <Panel title="What becomes of it">
          <p>
            Exports of Bugcrowd (CSV) and HackerOne (CSV or JSON) are known by their columns. For
            those of Intigriti, YesWeHack and any other site the next page shows the first rows, and
            you say which column is what.
          </p>
          <p>
            A report is taken once, by its number there, also where it came from the site itself. A
            longer export of the same programme adds what is new, and shows which of the others
            stand otherwise there by now. A row with a fault is left out and told with its line. At
            most {exportedMax.toLocaleString("en")} reports a file.
          </p>
          <p>
            Cases that are closed and done are better taken over as{" "}
            <a href="/console/import-cases">old cases</a>: no promise begins for those.
          </p>
        </Panel>
        <EarlierImports imports={imports} />
      </>
    ),
  });
  return render(at.reply, page, refused?.status ?? 200);
}
