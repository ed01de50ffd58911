/** The deeds by which a report goes on to a third party, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { forwardReport } from "./forward-report.ts";

export const deedsOfForwarding = [forwardReport] as const satisfies readonly Action[];
