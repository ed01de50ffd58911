/** The deeds about evidence packs, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { makeEvidence } from "./make-evidence.ts";

export const deedsOfEvidence = [makeEvidence] as const satisfies readonly Action[];
