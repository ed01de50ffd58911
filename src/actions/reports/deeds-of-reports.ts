/** The deeds about reports and how they come in, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { fileReport } from "./file-report.ts";
import { importThread } from "./import-thread.ts";
import { registerReport } from "./register-report.ts";
import { takeMail } from "./take-mail.ts";
import { takeReport } from "./take-report.ts";

export const deedsOfReports = [
  takeReport,
  takeMail,
  importThread,
  registerReport,
  fileReport,
] as const satisfies readonly Action[];
