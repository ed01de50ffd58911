/** The deeds about the access record, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { exportAccessRecord } from "./export-access-record.ts";

export const deedsOfAccess = [exportAccessRecord] as const satisfies readonly Action[];
