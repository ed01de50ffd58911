/** The deeds about publications, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { approveAdvisory } from "./approve-advisory.ts";
import { draftAdvisory } from "./draft-advisory.ts";
import { editAdvisory } from "./edit-advisory.ts";
import { importPublications } from "./import-publications.ts";
import { publishAdvisory } from "./publish-advisory.ts";
import { recordPublication } from "./record-publication.ts";
import { refreshSiteFiles } from "./refresh-site-files.ts";
import { refusePublication } from "./refuse-publication.ts";
import { requestApproval } from "./request-approval.ts";

export const deedsOfPublications = [
  draftAdvisory,
  editAdvisory,
  requestApproval,
  approveAdvisory,
  publishAdvisory,
  recordPublication,
  refusePublication,
  importPublications,
  refreshSiteFiles,
] as const satisfies readonly Action[];
