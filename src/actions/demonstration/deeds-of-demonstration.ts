/** The deeds about the demonstration, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { markDemonstration } from "./mark-demonstration.ts";
import { takeSeat } from "./take-seat.ts";

export const deedsOfDemonstration = [
  markDemonstration,
  takeSeat,
] as const satisfies readonly Action[];
