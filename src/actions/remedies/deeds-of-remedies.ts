/** The deeds about remedies, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { deliverRemedy } from "./deliver-remedy.ts";
import { planRemedy } from "./plan-remedy.ts";

export const deedsOfRemedies = [planRemedy, deliverRemedy] as const satisfies readonly Action[];
