/** The deeds about remedies, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { changeRemedy } from "./change-remedy.ts";
import { deliverRemedy } from "./deliver-remedy.ts";
import { moveRemedyDate } from "./move-remedy-date.ts";
import { planRemedy } from "./plan-remedy.ts";
import { recordRemedyTest } from "./record-remedy-test.ts";
import { withdrawRemedy } from "./withdraw-remedy.ts";

export const deedsOfRemedies = [
  planRemedy,
  changeRemedy,
  moveRemedyDate,
  recordRemedyTest,
  deliverRemedy,
  withdrawRemedy,
] as const satisfies readonly Action[];
