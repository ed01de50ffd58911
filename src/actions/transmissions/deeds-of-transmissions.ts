/** The deeds about data that is handed over later, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { answerTransmission } from "./answer-transmission.ts";
import { proposeTransmission } from "./propose-transmission.ts";
import { recordTransmission } from "./record-transmission.ts";
import { withdrawTransmission } from "./withdraw-transmission.ts";

export const deedsOfTransmissions = [
  proposeTransmission,
  answerTransmission,
  withdrawTransmission,
  recordTransmission,
] as const satisfies readonly Action[];
