/** The deeds about scores, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { scoreVulnerability } from "./score-vulnerability.ts";

export const deedsOfScoring = [scoreVulnerability] as const satisfies readonly Action[];
