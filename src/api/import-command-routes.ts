/** What the command line asks about imports, on the operator's socket; and the catalogue as a file. */
import type { FastifyInstance } from "fastify";
import { perform } from "../actions/action.ts";
import { importCases, importCatalogue, importReports } from "../actions/imports/begin-import.ts";
import { catalogueAsJson, catalogueRows } from "../core/catalogue/export-catalogue.ts";
import { importBytesMax } from "../core/imports/import-row.ts";
import type { Actor } from "../core/people/actor.ts";
import { Refusal } from "../core/refusal.ts";
import { csvLine } from "../lib/csv.ts";
import type { Context } from "../store/context.ts";
import { importOf } from "../store/imports/reader.ts";
import { wholeCatalogue } from "../store/products/whole-catalogue.ts";
import { importInJson } from "./import-reads.ts";

const commandLine: Actor = { kind: "system", task: "command-line" };

/** As JSON a character may take six bytes. */
export const importBodyMax = 6 * importBytesMax;

const deeds = {
  catalogue: importCatalogue,
  cases: importCases,
  reports: importReports,
} as const;

export function importCommandRoutes(scope: FastifyInstance, context: Context): void {
  const bodyLimit = importBodyMax;
  for (const [kind, deed] of Object.entries(deeds)) {
    scope.post(`/command-line/imports/${kind}`, { bodyLimit }, async (request, reply) =>
      reply.code(201).send(await perform(context, deed, commandLine, request.body)),
    );
  }
  scope.get("/command-line/imports/:importId", async (request) => {
    const { importId } = request.params as { importId: string };
    const found = await context.transaction(commandLine, (tx) => importOf(context, tx, importId));
    if (!found) throw new Refusal("import.unknown");
    return importInJson(found);
  });
  scope.get("/command-line/catalogue", async () => {
    const found = await context.transaction(commandLine, (tx) => wholeCatalogue(context, tx));
    return {
      json: catalogueAsJson(found),
      // A byte order mark: spreadsheets take a file without one for another encoding.
      csv: `\ufeff${catalogueRows(found).map(csvLine).join("")}`,
    };
  });
}
