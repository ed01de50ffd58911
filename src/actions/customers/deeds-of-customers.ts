/** The deeds about customers, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { addCustomer, addEntitlement, endEntitlement } from "./customer-deeds.ts";

export const deedsOfCustomers = [
  addCustomer,
  addEntitlement,
  endEntitlement,
] as const satisfies readonly Action[];
