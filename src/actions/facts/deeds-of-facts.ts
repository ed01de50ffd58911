/** The deeds about facts, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { confirmSignal, dismissSignal } from "./answer-signal.ts";
import { correctFact } from "./correct-fact.ts";
import { recordFact } from "./record-fact.ts";
import { setNotBefore } from "./set-not-before.ts";
import { withdrawFact } from "./withdraw-fact.ts";

export const deedsOfFacts = [
  recordFact,
  confirmSignal,
  dismissSignal,
  correctFact,
  withdrawFact,
  setNotBefore,
] as const satisfies readonly Action[];
