/** The deeds about files that are taken over, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { applyCatalogue } from "./apply-catalogue.ts";
import {
  carryOutChecked,
  chooseColumns,
  importCases,
  importCatalogue,
  importReports,
} from "./begin-import.ts";
import { importCase } from "./import-case.ts";
import { settleImport } from "./settle-import.ts";
import { takeExported } from "./take-exported.ts";

export const deedsOfImports = [
  importCatalogue,
  importCases,
  importCase,
  importReports,
  chooseColumns,
  takeExported,
  carryOutChecked,
  applyCatalogue,
  settleImport,
] as const satisfies readonly Action[];
