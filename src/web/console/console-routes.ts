/** Every page of the analysts' console. */
import type { FastifyInstance } from "fastify";
import { addNote } from "../server/console-notes.ts";
import { noteCounts } from "../server/frame-counts.ts";
import { noteKeys } from "../server/key-alert.tsx";
import type { WebContext } from "../server/web-context.ts";
import { accessRoutes } from "./access-page.tsx";
import { alertsRoutes } from "./alerts-page.tsx";
import { caseRoutes } from "./case-page.tsx";
import { commandsRoutes } from "./commands-page.tsx";
import { customersRoutes } from "./customers-page.tsx";
import { doManyRoutes } from "./do-many-routes.ts";
import { draftsPageRoutes } from "./drafts-page.tsx";
import { draftsRoutes } from "./drafts-routes.ts";
import { dueRoutes } from "./due-page.tsx";
import { dutyRoutes } from "./duty-page.tsx";
import { endFollowUpsRoutes } from "./end-follow-ups.ts";
import { entitiesRoutes } from "./entities-page.tsx";
import { figuresRoutes } from "./figures-page.tsx";
import { fileRoutes } from "./file-routes.ts";
import { filedRoutes } from "./filed-page.tsx";
import { filtersRoutes } from "./filters-page.tsx";
import { followUpsRoutes } from "./follow-ups-page.tsx";
import { glassRoutes } from "./glass-page.tsx";
import { handOverRoutes } from "./hand-over-page.tsx";
import { helpRoutes } from "./help-page.tsx";
import { importCasesRoutes } from "./import-cases-page.tsx";
import { importRoutes } from "./import-page.tsx";
import { importReportsRoutes } from "./import-reports-page.tsx";
import { keysRoutes } from "./keys-page.tsx";
import { legalRoutes } from "./legal-page.tsx";
import { letterPreviewRoutes } from "./letter-preview.ts";
import { lettersRoutes } from "./letters-page.tsx";
import { loadRoutes } from "./load-page.tsx";
import { lostMailRoutes } from "./lost-mail-page.tsx";
import { newCaseRoutes } from "./new-case-page.tsx";
import { performDeedRoutes } from "./perform-deed.ts";
import { previewRoutes } from "./preview-route.ts";
import { printRoutes } from "./print-page.tsx";
import { oneProductRoutes } from "./product-page.tsx";
import { productsImportRoutes } from "./products-import-page.tsx";
import { productRoutes } from "./products-page.tsx";
import { publicationsRoutes } from "./publications-page.tsx";
import { pulseRoutes } from "./pulse-route.ts";
import { queueRoutes } from "./queue-page.tsx";
import { retentionRoutes } from "./retention-page.tsx";
import { rulingRoutes } from "./ruling-page.tsx";
import { noteFilters } from "./saved-filters.tsx";
import { searchRoutes } from "./search-page.tsx";
import { sortTrayRoutes } from "./sort-tray.ts";
import { trayRoutes } from "./tray-page.tsx";

const modules = [
  queueRoutes,
  trayRoutes,
  doManyRoutes,
  sortTrayRoutes,
  draftsPageRoutes,
  draftsRoutes,
  dueRoutes,
  followUpsRoutes,
  endFollowUpsRoutes,
  dutyRoutes,
  handOverRoutes,
  alertsRoutes,
  loadRoutes,
  figuresRoutes,
  lostMailRoutes,
  newCaseRoutes,
  searchRoutes,
  caseRoutes,
  commandsRoutes,
  filtersRoutes,
  printRoutes,
  pulseRoutes,
  performDeedRoutes,
  letterPreviewRoutes,
  fileRoutes,
  previewRoutes,
  publicationsRoutes,
  productRoutes,
  oneProductRoutes,
  entitiesRoutes,
  customersRoutes,
  productsImportRoutes,
  importRoutes,
  importCasesRoutes,
  importReportsRoutes,
  retentionRoutes,
  rulingRoutes,
  legalRoutes,
  glassRoutes,
  filedRoutes,
  lettersRoutes,
  helpRoutes,
  accessRoutes,
  keysRoutes,
];

export function consoleRoutes(app: FastifyInstance, web: WebContext): void {
  addNote(app, noteCounts);
  addNote(app, noteKeys);
  addNote(app, noteFilters);
  for (const routes of modules) routes(app, web);
}
