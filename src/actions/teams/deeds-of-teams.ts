/** The deeds about teams, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { addToTeam } from "./add-to-team.ts";
import { makeTeam } from "./make-team.ts";
import { removeFromTeam } from "./remove-from-team.ts";

export const deedsOfTeams = [
  makeTeam,
  addToTeam,
  removeFromTeam,
] as const satisfies readonly Action[];
