/** The deeds about the organisation's entities, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { addEntity, changeEntity, removeEntity } from "./entity-deeds.ts";

export const deedsOfCatalogue = [
  addEntity,
  changeEntity,
  removeEntity,
] as const satisfies readonly Action[];
