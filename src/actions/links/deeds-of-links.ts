/** The deeds about cases that belong together, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { markDuplicate } from "./mark-duplicate.ts";
import { mergeReport } from "./merge-report.ts";
import { noteEarlierNews } from "./note-earlier-news.ts";
import { relateCase } from "./relate-case.ts";
import { splitCase } from "./split-case.ts";
import { takeReportBack } from "./take-report-back.ts";
import { unmarkDuplicate } from "./unmark-duplicate.ts";
import { unrelateCase } from "./unrelate-case.ts";

export const deedsOfLinks = [
  markDuplicate,
  unmarkDuplicate,
  mergeReport,
  takeReportBack,
  relateCase,
  splitCase,
  unrelateCase,
  noteEarlierNews,
] as const satisfies readonly Action[];
