/** The deeds about tickets of other teams' trackers, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { endTicket } from "./end-ticket.ts";
import { linkTicket } from "./link-ticket.ts";

export const deedsOfTrackers = [linkTicket, endTicket] as const satisfies readonly Action[];
