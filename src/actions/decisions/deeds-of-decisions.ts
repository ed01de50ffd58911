/** The deeds about what is decided about a case, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { answerObjection } from "./answer-objection.ts";
import { approveDecision } from "./approve-decision.ts";
import { closeCase } from "./close-case.ts";
import { concludeAnalysis } from "./conclude-analysis.ts";
import { decideRelevancy } from "./decide-relevancy.ts";
import { reopenCase } from "./reopen-case.ts";
import { sendBackDecision } from "./send-back-decision.ts";

export const deedsOfDecisions = [
  decideRelevancy,
  concludeAnalysis,
  closeCase,
  reopenCase,
  answerObjection,
  approveDecision,
  sendBackDecision,
] as const satisfies readonly Action[];
