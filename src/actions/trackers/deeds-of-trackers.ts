/** The deeds about tickets of other teams' trackers, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { endTicket } from "./end-ticket.ts";
import { keepOpenedTicket } from "./keep-opened-ticket.ts";
import { linkTicket } from "./link-ticket.ts";
import { openTicket } from "./open-ticket.ts";

export const deedsOfTrackers = [
  linkTicket,
  endTicket,
  openTicket,
  keepOpenedTicket,
] as const satisfies readonly Action[];
