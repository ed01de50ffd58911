/** The deeds of the console itself, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { removeFilter, saveFilter, startWithFilter, startWithQueue } from "./filter-deeds.ts";

export const deedsOfConsole = [
  saveFilter,
  removeFilter,
  startWithFilter,
  startWithQueue,
] as const satisfies readonly Action[];
