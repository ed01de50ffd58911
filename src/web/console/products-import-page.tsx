/** Where a catalogue comes in from a file, and goes out as one. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { perform } from "../../actions/action.ts";
import { importCatalogue } from "../../actions/imports/begin-import.ts";
import { catalogueColumns } from "../../core/catalogue/catalogue-file.ts";
import { catalogueAsJson, catalogueRows } from "../../core/catalogue/export-catalogue.ts";
import { permit } from "../../core/people/permit.ts";
import { csvLine } from "../../lib/csv.ts";
import { ownImports } from "../../store/imports/reader.ts";
import { wholeCatalogue } from "../../store/products/whole-catalogue.ts";
import { Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { type Staff, staffOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import { type FormRefused, orErrors } from "../server/or-errors.ts";
import type { WebContext } from "../server/web-context.ts";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";
import { EarlierImports, ImportForm, importsPath, importUpload, textSent } from "./import-form.tsx";
import { productsPath } from "./products-page.tsx";
import { sendFile } from "./send-file.ts";

const path = `${productsPath}/import`;

export function productsImportRoutes(app: FastifyInstance, web: WebContext): void {
  const visit = async (request: FastifyRequest, reply: FastifyReply): Promise<ConsoleRequest> => {
    const staff = await staffOf(request);
    permit(staff, "import-catalogue");
    return { request, reply, web, staff };
  };
  app.get(path, async (request, reply) => show(await visit(request, reply)));
  app.post(path, { config: importUpload }, async (request, reply) => {
    const at = await visit(request, reply);
    const begun = async () =>
      perform(web.context, importCatalogue, at.staff, { text: textSent(request), dryRun: true });
    const result = await orErrors(begun(), { "import.not-text": "files" });
    if ("errors" in result) return show(at, atFile(result));
    return seeOther(reply, `${importsPath}/${result.done.importId}`);
  });
  app.get(`${productsPath}/catalogue.csv`, async (request, reply) => {
    const staff = await staffOf(request);
    const found = await catalogueFor(web, staff);
    // A byte order mark: spreadsheets take a file without one for another encoding.
    const text = `\ufeff${catalogueRows(found).map(csvLine).join("")}`;
    return sendFile(reply, { name: "catalogue.csv", bytes: Buffer.from(text) });
  });
  app.get(`${productsPath}/catalogue.json`, async (request, reply) => {
    const staff = await staffOf(request);
    const found = await catalogueFor(web, staff);
    const text = `${JSON.stringify(catalogueAsJson(found), null, 2)}\n`;
    return sendFile(reply, { name: "catalogue.json", bytes: Buffer.from(text) });
  });
}

function catalogueFor(web: WebContext, staff: Staff) {
  return web.context.transaction(staff, (tx) => wholeCatalogue(web.context, tx));
}

/** The schema calls the file its text; the form has it as a file. */
export function atFile({ errors, status }: FormRefused): FormRefused {
  return { errors: errors.map(({ message }) => ({ field: "files", message })), status };
}

async function show(at: ConsoleRequest, refused?: FormRefused): Promise<FastifyReply> {
  const { context } = at.web;
  const imports = await context.transaction(at.staff, (tx) => ownImports(context, tx, "catalogue"));
  const page = consolePage(at, {
    title: "Import products",
    current: productsPath,
    breadcrumb: [{ label: "Products", href: productsPath }, { label: "Import" }],
    children: (
      <>
        <PageHeader
          title="Import products"
          lede="The whole file is imported, or with one fault nothing of it. What it does not name stays; what it leaves empty stays as it is."
        />
        <Panel title="Choose a file">
          <ImportForm at={at} action={path} errors={refused?.errors ?? []} />
        </Panel>
        <Panel title="What the file looks like">
          <p>
            The first row of a CSV file names its columns, in any order: <code>entity</code> and{" "}
            <code>product</code> must be there. Each row is a product, or with a version that
            version of it, or with a component too what that version holds or uses; without a
            product it says below which parent its entity stands. All columns:{" "}
            {catalogueColumns.join(", ")}. Days are written 2026-03-31; support is full, security or
            ended; primes and engineers are the sign-in names of colleagues, with semicolons between
            them.
          </p>
          <p>
            The easiest beginning is what there is:{" "}
            <a href={`${productsPath}/catalogue.csv`}>the catalogue as CSV</a> or{" "}
            <a href={`${productsPath}/catalogue.json`}>as JSON</a>.
          </p>
        </Panel>
        <EarlierImports imports={imports} />
      </>
    ),
  });
  return render(at.reply, page, refused?.status ?? 200);
}
