/** Where cases of another tool come in from a file. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { perform } from "../../actions/action.ts";
import { importCases } from "../../actions/imports/begin-import.ts";
import { caseKinds } from "../../core/cases/case-facts.ts";
import { closeReasons } from "../../core/cases/closing.ts";
import { oldCaseColumns, oldCasesMax } from "../../core/imports/old-case.ts";
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

const path = "/console/import-cases";

export function importCasesRoutes(app: FastifyInstance, web: WebContext): void {
  const visit = async (request: FastifyRequest, reply: FastifyReply): Promise<ConsoleRequest> => {
    const staff = await staffOf(request);
    permit(staff, "import-cases");
    return { request, reply, web, staff };
  };
  app.get(path, async (request, reply) => show(await visit(request, reply)));
  app.post(path, { config: importUpload }, async (request, reply) => {
    const at = await visit(request, reply);
    const begun = async () =>
      perform(web.context, importCases, at.staff, { text: textSent(request), dryRun: true });
    const result = await orErrors(begun(), { "import.not-text": "files" });
    if ("errors" in result) return show(at, atFile(result));
    return seeOther(reply, `${importsPath}/${result.done.importId}`);
  });
}

async function show(at: ConsoleRequest, refused?: FormRefused): Promise<FastifyReply> {
  const { context } = at.web;
  const imports = await context.transaction(at.staff, (tx) => ownImports(context, tx, "cases"));
  const page = consolePage(at, {
    title: "Import old cases",
    current: path,
    children: (
      <>
        <PageHeader
          title="Import old cases"
          lede="Cases of another tool come in with their dates, each whole or not at all. Nothing is sent to anybody, and no promise begins."
        />
        <Panel title="Choose a file">
          <ImportForm at={at} action={path} errors={refused?.errors ?? []} />
        </Panel>
        <Panel title="What the file looks like">
          <p>
            The first row of a CSV file names its columns, in any order: <code>reference</code>,{" "}
            <code>report</code> and <code>received</code> must be there. Each row is a case. All
            columns: {oldCaseColumns.join(", ")}. A JSON file has a list <code>cases</code>.
          </p>
          <p>
            Dates are a day, such as 2024-03-31 (its beginning in UTC), or an instant with its zone.
            A kind is one of {caseKinds.join(", ")}; a close reason one of {closeReasons.join(", ")}
            .
          </p>
          <p>
            The reporter’s name and address go to the vault. What stands under decisions, products,
            remedies and notes becomes an internal note: it was not decided here. A reference that
            was imported before is left alone, however it is written. One of our own form, such as
            PSIRT-2024-0001, stays the number of the case; where a case of ours has that number, the
            row is left out and says so. At most {oldCasesMax.toLocaleString("en")} cases a file.
          </p>
        </Panel>
        <EarlierImports imports={imports} />
      </>
    ),
  });
  return render(at.reply, page, refused?.status ?? 200);
}
