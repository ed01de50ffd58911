/** The deeds about scores, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { adjustScore } from "./adjust-score.ts";
import { recordPublishedScore } from "./record-published-score.ts";
import { recordSsvc } from "./record-ssvc.ts";
import { scoreVulnerability } from "./score-vulnerability.ts";
import { suspectSeverity } from "./suspect-severity.ts";

export const deedsOfScoring = [
  suspectSeverity,
  scoreVulnerability,
  adjustScore,
  recordPublishedScore,
  recordSsvc,
] as const satisfies readonly Action[];
