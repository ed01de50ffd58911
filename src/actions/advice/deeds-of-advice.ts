/** The deeds about public lists, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { loadEpss, loadKev } from "./load-lists.ts";

export const deedsOfAdvice = [loadEpss, loadKev] as const satisfies readonly Action[];
