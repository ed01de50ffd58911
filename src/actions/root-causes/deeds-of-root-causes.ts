/** The deeds about root causes and their follow-ups, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { endFollowUp } from "./end-follow-up.ts";
import { recordRootCause } from "./record-root-cause.ts";
import { reopenFollowUp } from "./reopen-follow-up.ts";

export const deedsOfRootCauses = [
  recordRootCause,
  endFollowUp,
  reopenFollowUp,
] as const satisfies readonly Action[];
