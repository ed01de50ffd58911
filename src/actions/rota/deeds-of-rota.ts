/** The deeds of the recurring rota, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { addRotaPattern } from "./add-rota-pattern.ts";
import { changeRotaOrder } from "./change-rota-order.ts";
import { coverShift } from "./cover-shift.ts";
import { endRotaPattern } from "./end-rota-pattern.ts";

export const deedsOfRota = [
  addRotaPattern,
  changeRotaOrder,
  endRotaPattern,
  coverShift,
] as const satisfies readonly Action[];
