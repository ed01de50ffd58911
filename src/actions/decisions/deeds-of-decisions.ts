/** The deeds about what is decided about a case, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { answerObjection } from "./answer-objection.ts";
import { approveDecision } from "./approve-decision.ts";
import { closeCase } from "./close-case.ts";
import { concludeAnalysis } from "./conclude-analysis.ts";
import { decideRelevancy } from "./decide-relevancy.ts";
import { noteBreach } from "./note-breach.ts";
import { recordOthersAffected } from "./record-others-affected.ts";
import { recordReproduction } from "./record-reproduction.ts";
import { recordStanding } from "./record-standing.ts";
import { reopenCase } from "./reopen-case.ts";
import { ruleOnCase } from "./rule-on-case.ts";
import { sendBackDecision } from "./send-back-decision.ts";
import { takeBackRuling } from "./take-back-ruling.ts";
import { weighCredibility } from "./weigh-credibility.ts";

export const deedsOfDecisions = [
  decideRelevancy,
  concludeAnalysis,
  closeCase,
  reopenCase,
  answerObjection,
  approveDecision,
  sendBackDecision,
  ruleOnCase,
  takeBackRuling,
  recordReproduction,
  weighCredibility,
  recordOthersAffected,
  noteBreach,
  recordStanding,
] as const satisfies readonly Action[];
