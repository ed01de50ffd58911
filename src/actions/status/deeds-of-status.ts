/** The deeds about the status of products and their versions, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { setStatus } from "./set-status.ts";

export const deedsOfStatus = [setStatus] as const satisfies readonly Action[];
