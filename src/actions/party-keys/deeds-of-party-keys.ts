/** The deeds about the keys of parties, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { confirmPartyKey } from "./confirm-party-key.ts";
import { fetchKey } from "./fetch-key.ts";
import { offerKey } from "./offer-key.ts";
import { refusePartyKey } from "./refuse-party-key.ts";
import { renewPartyKey } from "./renew-party-key.ts";
import { revokeLink } from "./revoke-link.ts";
import { settleKeyLink } from "./settle-key-link.ts";

export const deedsOfPartyKeys = [
  offerKey,
  confirmPartyKey,
  refusePartyKey,
  renewPartyKey,
  fetchKey,
  settleKeyLink,
  revokeLink,
] as const satisfies readonly Action[];
